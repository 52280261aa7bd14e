package org.normprop.train;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.normprop.data.sets.Checksum;
import org.normprop.data.table.TableFormat;
import org.normprop.io.BadFileException;
import org.normprop.io.FileText;
import org.normprop.json.Json;

/**
 * Which data a run was trained on, and how they were read, so that they are found from any folder
 * and other data are not taken for them. Immutable.
 *
 * @param path the file or folder, absolute; empty for known sets and the standard input
 * @param rows how many rows there were, in all
 * @param checksum of the file or folder; empty for known sets
 * @param format how a table was read
 */
public record DataOrigin(
    Optional<Path> path, int rows, Optional<String> checksum, Optional<TableFormat> format) {

  private static final int SHOWN = 12;

  /**
   * The file or folder, wherever it is now: where it was, or at the same place beside the run.
   *
   * @param run the run's folder
   * @param beside the path from the run's folder, as it was
   */
  private Optional<Path> found(Path run, Optional<String> beside) {
    List<Path> places = new ArrayList<>();
    path.ifPresent(places::add);
    beside.ifPresent(relative -> places.add(run.resolve(relative).normalize()));
    return places.stream().filter(Files::exists).findFirst();
  }

  /**
   * Refuses data that are not those of the run.
   *
   * @param what what to call the data
   * @param nowRows how many rows there are now
   * @param now their checksum now
   * @throws IOException if they differ; the message names both
   */
  void mustBe(String what, int nowRows, Optional<String> now) throws IOException {
    if (checksum.isPresent() && !checksum.equals(now)) {
      throw new IOException(
          what
              + " is not what the run was trained on: that had "
              + words(rows, checksum)
              + ", this has "
              + words(nowRows, now)
              + "; rows held out then may be others now, so bring back the file as it was (to"
              + " measure on other data: evaluate RUN --data FILE)");
    }
  }

  /** Refuses a file that has changed so that it can no longer be read. */
  void mustBeSame(Path file, IOException why) throws IOException {
    throw new IOException(
        file
            + " is not what the run was trained on: that had "
            + words(rows, checksum)
            + ", this has the SHA-256 "
            + Checksum.of(file).substring(0, SHOWN)
            + "... and cannot be read: "
            + why.getMessage(),
        why);
  }

  private static String words(int rows, Optional<String> checksum) {
    return rows
        + (rows == 1 ? " row" : " rows")
        + checksum.map(sum -> " and the SHA-256 " + sum.substring(0, SHOWN) + "...").orElse("");
  }

  /**
   * Whether a path leads to these data.
   *
   * @param file the path
   * @return whether it has the checksum
   * @throws IOException if it cannot be read
   */
  boolean isSame(Path file) throws IOException {
    return checksum.isPresent() && Files.exists(file) && checksum.get().equals(Checksum.of(file));
  }

  /** As JSON. */
  String toJson(Path run) {
    JsonObject json = new JsonObject();
    path.ifPresent(file -> json.addProperty("path", file.toString()));
    path.flatMap(file -> relative(run, file)).ifPresent(text -> json.addProperty("from_run", text));
    json.addProperty("rows", rows);
    checksum.ifPresent(sum -> json.addProperty("sha256", sum));
    format.ifPresent(value -> json.add("table", FormatJson.of(value)));
    return Json.text(json);
  }

  private static Optional<String> relative(Path run, Path file) {
    try {
      Path from = run.toAbsolutePath().normalize();
      return Optional.of(from.relativize(file).toString().replace('\\', '/'));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // on another drive
    }
  }

  /**
   * Reads what {@link #toJson} wrote; the path is where the data are now, if they are anywhere.
   *
   * @param file the file, in the run's folder
   * @throws IOException if it cannot be read, or is no such file
   */
  static DataOrigin read(Path file) throws IOException {
    try {
      JsonObject json = Json.object(FileText.read(file));
      DataOrigin origin =
          new DataOrigin(
              text(json, "path").map(Path::of),
              json.get("rows").getAsInt(),
              text(json, "sha256"),
              json.has("table")
                  ? Optional.of(FormatJson.read(json.getAsJsonObject("table")))
                  : Optional.empty());
      Optional<Path> now = origin.found(file.toAbsolutePath().getParent(), text(json, "from_run"));
      return now.isEmpty()
          ? origin
          : new DataOrigin(now, origin.rows(), origin.checksum(), origin.format());
    } catch (IllegalArgumentException
        | UnsupportedOperationException
        | IllegalStateException
        | NullPointerException
        | ClassCastException e) {
      throw new BadFileException(file, "is not as a run writes it: " + e.getMessage());
    }
  }

  private static Optional<String> text(JsonObject json, String key) {
    return json.has(key) ? Optional.of(json.get(key).getAsString()) : Optional.empty();
  }
}
