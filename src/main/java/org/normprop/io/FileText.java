package org.normprop.io;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files as text; what cannot be read is named, which the JDK's own messages do not do. */
public final class FileText {

  private static final Path STANDARD_INPUT = Path.of("-");

  private FileText() {}

  /**
   * Opens a file.
   *
   * @param file the file; {@code -} for standard input
   * @return its bytes, to be closed
   * @throws BadFileException if it is a folder
   * @throws IOException if it cannot be opened
   */
  public static InputStream open(Path file) throws IOException {
    if (file.equals(STANDARD_INPUT)) {
      return System.in;
    }
    if (Files.isDirectory(file)) {
      throw new BadFileException(file, "is a folder, where a file is expected");
    }
    return Files.newInputStream(file);
  }

  /**
   * Reads a file whole.
   *
   * @param file the file
   * @return its bytes
   * @throws BadFileException if it is a folder
   * @throws IOException if it cannot be read
   */
  public static byte[] bytes(Path file) throws IOException {
    try (InputStream in = open(file)) {
      return in.readAllBytes();
    }
  }

  /**
   * Reads a file of text whole.
   *
   * @param file the file, in UTF-8
   * @return what it holds
   * @throws BadFileException if it is a folder, or not UTF-8
   * @throws IOException if it cannot be read
   */
  public static String read(Path file) throws IOException {
    byte[] bytes = bytes(file);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new BadFileException(file, "is no text in UTF-8");
    }
  }
}
