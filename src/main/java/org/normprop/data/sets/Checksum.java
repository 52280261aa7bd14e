package org.normprop.data.sets;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** SHA-256 of what data consist of. */
public final class Checksum {

  private Checksum() {}

  /**
   * The checksum of a file, as {@code sha256sum} prints it; of a folder, that of the names and
   * checksums of its files, in the order of their names, but for those that begin with a point.
   *
   * @param path the file or folder
   * @return 64 hexadecimal digits
   * @throws IOException if it cannot be read
   */
  public static String of(Path path) throws IOException {
    MessageDigest digest = sha256();
    if (!Files.isDirectory(path)) {
      add(path, digest);
      return hex(digest);
    }
    List<Path> files;
    try (Stream<Path> all = Files.walk(path)) {
      files =
          all.filter(Files::isRegularFile).filter(file -> isShown(path, file)).sorted().toList();
    }
    MessageDigest each = sha256();
    for (Path file : files) {
      add(file, each);
      String name = path.relativize(file).toString().replace('\\', '/');
      digest.update((name + "\n" + hex(each) + "\n").getBytes(StandardCharsets.UTF_8));
    }
    return hex(digest);
  }

  /**
   * The checksum of bytes.
   *
   * @param bytes the bytes
   * @return 64 hexadecimal digits
   */
  public static String of(byte[] bytes) {
    MessageDigest digest = sha256();
    digest.update(bytes);
    return hex(digest);
  }

  private static boolean isShown(Path folder, Path file) {
    for (Path part : folder.relativize(file)) {
      if (part.toString().startsWith(".")) {
        return false;
      }
    }
    return true;
  }

  private static void add(Path file, MessageDigest digest) throws IOException {
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = Files.newInputStream(file)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
      }
    }
  }

  private static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }
}
