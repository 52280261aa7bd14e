package org.normprop.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.normprop.data.sets.DataSource;
import org.normprop.data.table.TableSource;
import org.normprop.train.setting.Setting;
import org.normprop.train.setting.Settings;

/** The data of a run, read again as they were read when it began. */
public final class RunData {

  private RunData() {}

  static Problem problem(RunFolder folder, Path cache, Optional<String> data) throws IOException {
    Settings settings = folder.settings();
    try {
      Optional<DataOrigin> origin = folder.origin();
      if (origin.isEmpty()) {
        return Training.checked(settings, Problem.open(settings, data, cache));
      }
      String place = data.isPresent() ? data.get() : place(folder, settings, origin.get());
      DataSource source = new DataSource(place, cache);
      return Training.checked(settings, Problem.again(settings, origin.get(), source));
    } catch (IllegalArgumentException e) {
      throw folder.badSettings(e);
    }
  }

  /**
   * Says that a run's data are somewhere else than where they were read.
   *
   * @param folder the run
   * @param place where they are
   * @throws IOException if that cannot be written down
   */
  public static void moved(RunFolder folder, Path place) throws IOException {
    Optional<DataOrigin> origin = folder.origin();
    if (origin.isPresent()) {
      DataOrigin there = origin.get();
      folder.write(
          new DataOrigin(Optional.of(place), there.rows(), there.checksum(), there.format()));
    }
  }

  private static String place(RunFolder folder, Settings settings, DataOrigin origin)
      throws IOException {
    String name = settings.text(Setting.DATA);
    if (origin.path().isEmpty()) {
      if (TableSource.isStandardInput(name)) {
        throw new IOException(
            folder.path()
                + " was trained on its standard input: name the data again, by --data FILE");
      }
      return name;
    }
    if (!Files.exists(origin.path().get())) {
      throw new IOException(
          "the data of "
              + folder.path()
              + ", "
              + origin.path().get()
              + ", are no longer there: bring them back, or say where they are, by --data FILE");
    }
    return origin.path().get().toString();
  }
}
