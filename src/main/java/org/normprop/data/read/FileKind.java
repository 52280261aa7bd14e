package org.normprop.data.read;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.normprop.io.BadFileException;

/** Knows files by how they begin, and says of those that are not read what would be. */
public final class FileKind {

  /**
   * A kind of file.
   *
   * @param start how it begins, a character a byte
   * @param text what it is, and what to do
   */
  private record Kind(String start, String text) {}

  private static final String SAVE = ": save its table as CSV";

  private static final List<Kind> FOREIGN =
      List.of(
          new Kind(
              "PK\3\4",
              "is a zip archive or an Excel workbook: unpack it, or save the sheet as CSV"),
          new Kind("\u00D0\u00CF\u0011\u00E0", "is an Excel workbook: save the sheet as CSV"),
          new Kind("PAR1", "is a Parquet file" + SAVE),
          new Kind("ARROW1", "is an Arrow file" + SAVE),
          new Kind("FEA1", "is a Feather file" + SAVE),
          new Kind("\u0089HDF", "is an HDF5 file: save its arrays as .npz"),
          new Kind("MATLAB", "is a MATLAB file: save its arrays as .npz or CSV"),
          new Kind("SQLite format 3", "is an SQLite database" + SAVE),
          new Kind("\u0080\2", "is a Python pickle, which is a program: save arrays as .npz"),
          new Kind("\u0080\3", "is a Python pickle, which is a program: save arrays as .npz"),
          new Kind("\u0080\4", "is a Python pickle, which is a program: save arrays as .npz"),
          new Kind("\u0080\5", "is a Python pickle, which is a program: save arrays as .npz"),
          new Kind(
              "\u0093NUMPY", "is a NumPy array, not a table of text: name it with the ending .npy"),
          new Kind("%PDF", "is a PDF file, not a table"),
          new Kind("BZh", "is packed by bzip2: unpack it, or pack it by gzip"),
          new Kind("\u00FD7zXZ", "is packed by xz: unpack it, or pack it by gzip"),
          new Kind("(\u00B5/\u00FD", "is packed by zstd: unpack it, or pack it by gzip"),
          new Kind("7z\u00BC\u00AF", "is a 7z archive: unpack it"),
          new Kind(
              "\u0089PNG",
              "is a PNG image, not a table: data are a folder with a folder of images for each class"),
          new Kind(
              "\u00FF\u00D8\u00FF",
              "is a JPEG image, not a table: data are a folder with a folder of images for each class"),
          new Kind("GIF8", "is a GIF image: save it as PNG"),
          new Kind("RIFF", "is a WebP image or a sound: images are read as PNG or JPEG"),
          new Kind("<!doctype", "is a page of HTML, not a table: was it a download that failed?"),
          new Kind("<html", "is a page of HTML, not a table: was it a download that failed?"),
          new Kind("<?xml", "is XML" + SAVE),
          new Kind("{", "is JSON" + SAVE),
          new Kind("[{", "is JSON" + SAVE),
          new Kind("[[", "is JSON" + SAVE),
          new Kind("%matrixmarket", "is a Matrix Market file" + SAVE),
          new Kind(
              "@relation",
              "is an ARFF file (Weka): leave out the lines that begin with @ and put the names of"
                  + " the attributes, with commas between, in their place"));

  private FileKind() {}

  /**
   * What a file is that is no table.
   *
   * @param head its first bytes, unpacked
   * @return what it is and what to do; empty if it may be text
   */
  public static Optional<String> foreign(byte[] head) {
    String start = new String(head, StandardCharsets.ISO_8859_1);
    String words = start.stripLeading().toLowerCase(Locale.ROOT);
    if (words.startsWith("%") && words.contains("@relation")) {
      words = words.substring(words.indexOf("@relation")); // behind remarks
    }
    for (Kind kind : FOREIGN) {
      if (start.startsWith(kind.start()) || words.startsWith(kind.start())) {
        return Optional.of(kind.text());
      }
    }
    return Optional.empty();
  }

  /**
   * Refuses what is no text.
   *
   * @param file the file
   * @param head its first bytes, unpacked
   * @throws BadFileException if they are those of another kind of file; it says which
   */
  public static void mustBeText(Path file, byte[] head) throws BadFileException {
    Optional<String> kind = foreign(head);
    if (kind.isPresent()) {
      throw new BadFileException(file, kind.get());
    }
    int zeros = 0;
    int[] half = new int[2];
    for (int i = 0; i < head.length; i++) {
      zeros += head[i] == 0 ? 1 : 0;
      half[i % 2] += head[i] == 0 ? 1 : 0;
    }
    boolean wide = half[0] == 0 || half[1] == 0; // UTF-16
    if (zeros > 0 && (!wide || zeros < head.length / 4)) {
      throw new BadFileException(
          file, "is no text: it has bytes of 0, as programs' own files have");
    }
  }
}
