package org.normprop.data.sets;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.normprop.data.sets.client.Shelf;
import org.normprop.io.BadFileException;
import org.normprop.io.DiskWriter;

/**
 * The folder that a data set is fetched into. A file appears in it when it is whole and its
 * checksum is right, and not before.
 *
 * <p>Used by the one who holds the folder's lock.
 */
final class Depot implements Shelf {

  private static final String WORK = ".packages";

  private final Path folder;
  private final List<WantedFile> missing;
  private final FetchListener listener;
  private final FetchSettings settings;

  /**
   * Looks at what is there.
   *
   * @param wanted the files of the data set
   */
  Depot(Path folder, List<WantedFile> wanted, FetchListener listener, FetchSettings settings)
      throws IOException {
    this.folder = folder;
    this.listener = listener;
    this.settings = settings;
    missing = new ArrayList<>();
    for (WantedFile file : wanted) {
      Path path = folder.resolve(file.name());
      if (!Files.isRegularFile(path)) {
        missing.add(file);
      } else if (Files.size(path) != file.bytes() || !md5(path).equals(file.md5())) {
        listener.remark(path + " has a wrong checksum and is fetched anew");
        missing.add(file);
      }
    }
  }

  Path folder() {
    return folder;
  }

  FetchListener listener() {
    return listener;
  }

  FetchSettings settings() {
    return settings;
  }

  /** The files that are not there yet, or not as they should be. */
  List<WantedFile> missing() {
    return List.copyOf(missing);
  }

  @Override
  public List<String> lacking() {
    return missing.stream().map(WantedFile::name).toList();
  }

  @Override
  public long bytes(String name) {
    return wanted(name).bytes();
  }

  @Override
  public void put(String name, InputStream in) throws IOException {
    store(wanted(name), in);
  }

  private WantedFile wanted(String name) {
    return missing.stream().filter(file -> file.name().equals(name)).findFirst().orElseThrow();
  }

  /**
   * Stores a file if its bytes are the right ones.
   *
   * @param file what it is
   * @param in its bytes; read to the end, and no further than the file is long
   * @throws BadFileException if the bytes are not the right ones
   * @throws DiskWriter.DiskException if they cannot be written
   * @throws IOException if they cannot be read
   */
  void store(WantedFile file, InputStream in) throws IOException {
    Path target = folder.resolve(file.name());
    Path temporary = folder.resolve(temporary(file));
    try {
      MessageDigest digest = digest();
      try (DiskWriter out = new DiskWriter(temporary, 0)) {
        copy(file, in, out, digest);
        out.force();
      }
      String found = HexFormat.of().formatHex(digest.digest());
      if (!found.equals(file.md5())) {
        throw new BadFileException(
            target, "wrong checksum: MD5 is " + found + ", should be " + file.md5());
      }
      move(temporary, target);
    } finally {
      Files.deleteIfExists(temporary);
    }
    missing.remove(file);
    listener.remark(target + " is there, and its checksum is right");
  }

  private void copy(WantedFile file, InputStream in, DiskWriter to, MessageDigest digest)
      throws IOException {
    byte[] buffer = new byte[1 << 16];
    long count = 0;
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      count += read;
      if (count > file.bytes()) {
        break;
      }
      digest.update(buffer, 0, read);
      to.write(buffer, read);
    }
    if (count != file.bytes()) {
      throw new BadFileException(
          folder.resolve(file.name()),
          "wrong contents: "
              + (count > file.bytes() ? "more than " : "only " + count + " of ")
              + file.bytes()
              + " bytes came");
    }
  }

  /** The name of a file while it is written. */
  static String temporary(WantedFile file) {
    return file.name() + ".tmp";
  }

  private static void move(Path temporary, Path target) throws DiskWriter.DiskException {
    try {
      Files.move(
          temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new DiskWriter.DiskException(target, e);
    }
  }

  @Override
  public Path workFolder() throws DiskWriter.DiskException {
    try {
      return Files.createTempDirectory(folder, WORK);
    } catch (IOException e) {
      throw new DiskWriter.DiskException(folder, e);
    }
  }

  /** Removes work folders, this process's and those of processes that died. */
  void removeWorkFolders() throws IOException {
    if (!Files.isDirectory(folder)) {
      return; // removed while files were fetched, which another message tells
    }
    List<Path> stale = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder, WORK + "*")) {
      stream.forEach(stale::add);
    }
    for (Path work : stale) {
      try (DirectoryStream<Path> stream = Files.newDirectoryStream(work)) {
        for (Path file : stream) {
          Files.deleteIfExists(file);
        }
      }
      Files.deleteIfExists(work);
    }
  }

  private static String md5(Path file) throws IOException {
    MessageDigest digest = digest();
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = Files.newInputStream(file)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has MD5", e);
    }
  }
}
