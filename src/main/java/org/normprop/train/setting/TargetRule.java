package org.normprop.train.setting;

import java.util.Optional;
import org.normprop.data.TargetKind;

/** What a CSV file's target is said to be. */
public enum TargetRule {
  /** What its values look like. */
  AUTO,
  /** A class. */
  CLASS,
  /** A number. */
  NUMBER;

  /**
   * What the user said of it.
   *
   * @return the kind; empty to tell by the values
   */
  public Optional<TargetKind> kind() {
    return switch (this) {
      case AUTO -> Optional.empty();
      case CLASS -> Optional.of(TargetKind.CLASS);
      case NUMBER -> Optional.of(TargetKind.NUMBER);
    };
  }
}
