package org.normprop.cli;

import java.io.PrintStream;
import java.lang.reflect.Method;

/**
 * Where a command writes to: results to {@code out}, progress and remarks to {@code err}.
 *
 * @param out standard output
 * @param err standard error
 * @param terminal whether a person looks on: no progress bars and no colours otherwise
 */
record Console(PrintStream out, PrintStream err, boolean terminal) {

  static Console system() {
    return new Console(System.out, System.err, isTerminal());
  }

  /** From JDK 22 on a console exists without a terminal too, and says so itself. */
  private static boolean isTerminal() {
    java.io.Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      Method method = java.io.Console.class.getMethod("isTerminal");
      return (Boolean) method.invoke(console);
    } catch (ReflectiveOperationException e) {
      return true; // before JDK 22 its existence says it
    }
  }

  /** Whether colours are wanted: on a terminal, unless NO_COLOR is set (no-color.org). */
  boolean colours() {
    String noColor = System.getenv("NO_COLOR");
    return terminal && (noColor == null || noColor.isEmpty());
  }
}
