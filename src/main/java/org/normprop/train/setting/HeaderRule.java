package org.normprop.train.setting;

import java.util.Map;
import java.util.Optional;

/** Whether the first line of a table names its columns. */
public enum HeaderRule {
  /** What the file tells. */
  AUTO,
  /** It does. */
  YES,
  /** It does not: columns are called 1, 2 and so on. */
  NONE;

  /** What others call them. */
  static final Map<String, HeaderRule> SPELLINGS = Map.of("no", NONE);

  /**
   * What was said.
   *
   * @return whether the first line names columns; empty if the file tells
   */
  public Optional<Boolean> named() {
    return this == AUTO ? Optional.empty() : Optional.of(this == YES);
  }
}
