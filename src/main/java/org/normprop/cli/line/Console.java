package org.normprop.cli.line;

import java.io.PrintStream;
import java.lang.reflect.Method;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a command writes to: results to {@code out}, progress and remarks to {@code err}.
 *
 * @param out standard output
 * @param err standard error
 * @param terminal whether a person looks on: no progress bars and no colours otherwise
 */
public record Console(PrintStream out, PrintStream err, boolean terminal) {

  /** Blanks the line and goes to its start. */
  static final String WIPE = "\r\033[K";

  /** Where the system says what standard error is. */
  private static final Path ERROR = Path.of("/proc/self/fd/2");

  /**
   * The process's own.
   *
   * @param output receives standard output's bytes
   * @param error receives standard error's bytes
   */
  public static Console system(Output output, Output error) {
    boolean terminal = isTerminal() && !"dumb".equals(System.getenv("TERM"));
    // A person reads in the terminal's charset, a program reads UTF-8.
    Charset charset = terminal ? System.console().charset() : StandardCharsets.UTF_8;
    return new Console(
        new PrintStream(output, false, charset),
        new PrintStream(error, true, terminal ? charset : Charset.defaultCharset()),
        terminal && errorIsShown());
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

  /** Java asks about standard input and output alone; a bar must not go into a file of errors. */
  private static boolean errorIsShown() {
    return !Files.isRegularFile(ERROR);
  }

  /** Shows a line that {@link #WIPE} wipes away again; a line too long is cut, not wrapped. */
  public void showLine(String line) {
    // Wrapping is off within the one write only, so that no death leaves the terminal so.
    err.print("\033[?7l" + WIPE + line + "\033[?7h");
    err.flush();
  }

  /** Wipes away what {@link #showLine} showed. */
  public void wipeLine() {
    err.print(WIPE);
    err.flush();
  }

  /** Whether colours are wanted: on a terminal, unless NO_COLOR is set (no-color.org). */
  public boolean colours() {
    String noColor = System.getenv("NO_COLOR");
    return terminal && (noColor == null || noColor.isEmpty());
  }
}
