package org.normprop.data.sets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.normprop.io.CacheFolder;
import org.normprop.io.DiskWriter;
import org.normprop.io.Faults;
import org.normprop.io.FolderLock;

/**
 * Fetches a known data set into a folder.
 *
 * <p>Files that are there and whose checksums are right are left alone; packed files that somebody
 * has put there are unpacked; for the rest the places that the set names are tried in turn. A file
 * appears when it is whole and right. What was downloaded before a process died is gone on with.
 * One process at a time writes into a folder.
 *
 * <p>Not thread-safe.
 */
public final class Fetch {

  private final KnownSet set;
  private final Path folder;
  private final FetchListener listener;
  private final FetchSettings settings;

  /**
   * Plans to fetch a set.
   *
   * @param set the set
   * @param folder the folder for its files, such as {@code mnist} in {@link CacheFolder#data}; made
   *     if it does not exist
   * @param listener is told how it goes on
   */
  public Fetch(KnownSet set, Path folder, FetchListener listener) {
    this(set, folder, listener, FetchSettings.standard());
  }

  Fetch(KnownSet set, Path folder, FetchListener listener, FetchSettings settings) {
    this.set = set;
    this.folder = folder;
    this.listener = listener;
    this.settings = settings;
  }

  /**
   * Fetches.
   *
   * @throws IOException if the files cannot be had, with a message of several lines that says why
   *     and which files to put where; if the folder cannot be written, or another process writes
   *     into it
   * @throws InterruptedException if the thread is interrupted; what is there stays
   */
  public void run() throws IOException, InterruptedException {
    if (set.isEmbedded()) {
      listener.remark(set.name() + " is part of the program: there is nothing to fetch");
      return;
    }
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new DiskWriter.DiskException(folder, e);
    }
    FolderLock lock = FolderLock.take(folder, "data fetch " + set.name());
    try {
      Depot depot = new Depot(folder, set.files(), listener, settings);
      depot.removeWorkFolders();
      try {
        fetch(depot);
        removeLeftovers();
      } finally {
        depot.removeWorkFolders();
      }
    } finally {
      lock.close();
    }
  }

  private void fetch(Depot depot) throws IOException, InterruptedException {
    List<String> failures = new ArrayList<>();
    try {
      WebFiles.storeFound(depot);
      for (Source source : set.sources()) {
        if (source instanceof WebArchive archive) {
          archive.storeFound(depot);
        }
      }
    } catch (DiskWriter.DiskException e) {
      throw e;
    } catch (IOException e) {
      fail(failures, "what is in the folder", e);
    }
    for (Source source : set.sources()) {
      if (depot.missing().isEmpty()) {
        return;
      }
      listener.remark("trying " + source.text());
      try {
        source.bring(depot);
      } catch (DiskWriter.DiskException e) {
        throw e;
      } catch (IOException e) {
        fail(failures, source.text(), e);
      }
    }
    if (!depot.missing().isEmpty()) {
      throw new IOException(instructions(failures, depot.missing()));
    }
  }

  /** What a process leaves that dies when all is there. */
  private void removeLeftovers() throws IOException {
    for (WantedFile file : set.files()) {
      Files.deleteIfExists(folder.resolve(Depot.temporary(file)));
      Files.deleteIfExists(folder.resolve(WebFiles.part(file)));
    }
    for (Source source : set.sources()) {
      if (source instanceof WebArchive archive) {
        Files.deleteIfExists(folder.resolve(archive.part()));
      }
    }
  }

  private void fail(List<String> failures, String place, IOException e) {
    String failure = place + ": " + Faults.text(e);
    listener.remark(failure);
    failures.add(failure);
  }

  private String instructions(List<String> failures, List<WantedFile> missing) {
    StringBuilder text = new StringBuilder(set.name() + " could not be fetched:\n");
    failures.forEach(failure -> text.append("  ").append(failure).append('\n'));
    text.append("Put these files into ").append(folder.toAbsolutePath());
    text.append(", plain or packed as NAME").append(WebFiles.PACKED);
    for (Source source : set.sources()) {
      if (source instanceof WebArchive archive) {
        text.append(", or put ").append(archive.fileName()).append(" there");
      }
    }
    text.append(", and fetch again to have them checked:");
    for (WantedFile file : missing) {
      text.append(
          String.format(
              Locale.ROOT, "\n  %s  %,d bytes  MD5 %s", file.name(), file.bytes(), file.md5()));
    }
    return text.toString();
  }
}
