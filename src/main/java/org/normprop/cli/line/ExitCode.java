package org.normprop.cli.line;

/** What the process tells its caller. */
public final class ExitCode {
  public static final int DONE = 0;

  /** A check failed: tables differ, methods disagree, a published number is off. */
  public static final int CHECK_FAILED = 1;

  /** The command line is wrong. */
  public static final int USAGE = 2;

  /** A file or the network failed, or its contents are bad. */
  public static final int FILE = 3;

  /** Training diverged. */
  public static final int DIVERGED = 4;

  /** A fault of this program. */
  public static final int BUG = 70;

  private ExitCode() {}
}
