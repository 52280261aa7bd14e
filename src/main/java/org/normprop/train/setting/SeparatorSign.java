package org.normprop.train.setting;

import java.util.Map;
import java.util.Optional;

/** What stands between the fields of a table. */
public enum SeparatorSign {
  /** What the file tells. */
  AUTO(null),
  /** A comma. */
  COMMA(','),
  /** A semicolon. */
  SEMICOLON(';'),
  /** A tab. */
  TAB('\t'),
  /** A vertical bar. */
  BAR('|'),
  /** Blanks. */
  BLANK(' ');

  /** The signs themselves, and what others call them. */
  static final Map<String, SeparatorSign> SPELLINGS =
      Map.of(
          ",", COMMA, ";", SEMICOLON, "\t", TAB, "\\t", TAB, "|", BAR, "pipe", BAR, " ", BLANK,
          "space", BLANK);

  private final Character sign;

  SeparatorSign(Character sign) {
    this.sign = sign;
  }

  /**
   * The sign.
   *
   * @return the character; empty if the file tells
   */
  public Optional<Character> character() {
    return Optional.ofNullable(sign);
  }
}
