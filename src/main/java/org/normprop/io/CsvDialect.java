package org.normprop.io;

/**
 * What other programs write in place of RFC 4180.
 *
 * @param separator what stands between fields, an ASCII character; with a blank, fields are
 *     separated by any number of blanks and tabs
 * @param loose whether blanks before and behind a quoted field are passed over
 * @param ifNotUtf8 what to do about bytes that are not UTF-8, for the message; may be empty
 */
public record CsvDialect(char separator, boolean loose, String ifNotUtf8) {

  /** RFC 4180 to the letter. */
  public static final CsvDialect STANDARD = new CsvDialect(',', false, "");

  /** Refuses separators that could be part of a line's end, of a quote or of a character. */
  public CsvDialect {
    if (separator > '~' || separator == '"' || separator == '\n' || separator == '\r') {
      throw new IllegalArgumentException(
          "a separator must be one plain character, such as ; or a tab, got '" + separator + "'");
    }
  }

  boolean separates(int b) {
    return b == separator || separator == ' ' && b == '\t';
  }

  /** For messages: comma, or the character in quotes. */
  String name() {
    return separator == ',' ? "a comma" : separator == '\t' ? "a tab" : "'" + separator + "'";
  }
}
