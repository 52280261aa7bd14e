package org.normprop.cli.line;

import java.nio.charset.Charset;

/**
 * Says, when the user or the system ends the process, what is kept and how to go on; the exit code
 * is the signal's, 130 for Ctrl-C. Files need no care: each is the old one or the new one at any
 * moment. Safe for use by several threads.
 */
public final class Interruption {

  private final Output error;
  private final byte[] text;
  private volatile boolean ended;

  private Interruption(Output error, byte[] text) {
    this.error = error;
    this.text = text;
  }

  /**
   * Waits for a signal until {@link #end} is called.
   *
   * @param console where progress is shown
   * @param error standard error
   * @param program what the program is called
   * @param goOn how to go on; may be empty
   */
  public static Interruption watch(Console console, Output error, String program, String goOn) {
    String text =
        (console.terminal() ? Console.WIPE : "")
            + program
            + ": interrupted"
            + (goOn.isEmpty() ? "" : "; " + goOn)
            + System.lineSeparator();
    Interruption interruption = new Interruption(error, text.getBytes(Charset.defaultCharset()));
    Runtime.getRuntime().addShutdownHook(new Thread(interruption::tell, program + "-interrupted"));
    return interruption;
  }

  /** The command has ended by itself. */
  public void end() {
    ended = true;
  }

  private void tell() {
    if (!ended) {
      error.last(text);
    }
  }
}
