package org.normprop.train.setting;

import java.util.Map;
import java.util.Optional;

/** The decimal sign of a table. */
public enum DecimalSign {
  /** What the file tells. */
  AUTO(null),
  /** A point; commas then group thousands. */
  POINT('.'),
  /** A comma; points then group thousands. */
  COMMA(',');

  /** The signs themselves, and what others call them. */
  static final Map<String, DecimalSign> SPELLINGS =
      Map.of(".", POINT, "dot", POINT, "period", POINT, ",", COMMA);

  private final Character sign;

  DecimalSign(Character sign) {
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
