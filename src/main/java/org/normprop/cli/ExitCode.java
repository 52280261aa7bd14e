package org.normprop.cli;

/** What the process tells its caller. */
final class ExitCode {
  static final int DONE = 0;

  /** A check failed: tables differ, methods disagree, a published number is off. */
  static final int CHECK_FAILED = 1;

  /** The command line is wrong. */
  static final int USAGE = 2;

  /** A file or the network failed, or its contents are bad. */
  static final int FILE = 3;

  /** Training diverged. */
  static final int DIVERGED = 4;

  /** A fault of this program. */
  static final int BUG = 70;

  private ExitCode() {}
}
