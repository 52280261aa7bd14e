package org.normprop.data.sets;

/**
 * A file of a known data set, as it is once unpacked.
 *
 * @param name its name
 * @param bytes its length
 * @param md5 its published MD5 checksum, in lower-case hexadecimal digits
 */
public record WantedFile(String name, long bytes, String md5) {

  /** Refuses names that lead elsewhere, and checksums that are none. */
  public WantedFile {
    if (!name.matches("[A-Za-z0-9_][A-Za-z0-9_.-]*")) {
      throw new IllegalArgumentException("'" + name + "' is no plain file name");
    }
    if (bytes < 1 || !md5.matches("[0-9a-f]{32}")) {
      throw new IllegalArgumentException(name + " needs a length and an MD5 checksum");
    }
  }
}
