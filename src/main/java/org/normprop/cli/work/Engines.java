package org.normprop.cli.work;

import org.normprop.cli.line.Console;
import org.normprop.net.compute.Blas;
import org.normprop.net.compute.Engine;

/** Starts what computes, and says what the user should know of it. */
public final class Engines {

  private Engines() {}

  public static Engine start(int threads, Console console) {
    warn(console);
    return Engine.start(threads);
  }

  /** Says so where the native library does not load, as results come, but later. */
  static void warn(Console console) {
    Blas.load().warning().ifPresent(text -> console.err().println("warning: " + text));
  }
}
