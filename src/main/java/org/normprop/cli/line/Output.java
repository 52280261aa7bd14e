package org.normprop.cli.line;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import java.util.Optional;

/**
 * Standard output or standard error, beneath the {@link java.io.PrintStream} that commands see.
 *
 * <p>It remembers that writing failed, which a {@code PrintStream} forgets: results that did not
 * arrive must not end in exit code 0. A reader who has gone, such as {@code head}, wanted no more
 * and is no failure. Thread-safe.
 */
public final class Output extends FilterOutputStream {

  private IOException failure;
  private boolean over;

  public Output(OutputStream out) {
    super(out);
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
    if (over) {
      return;
    }
    try {
      out.write(bytes, offset, length);
    } catch (IOException e) {
      if (failure == null) {
        failure = e;
      }
      throw e;
    }
  }

  /** Writes the last bytes ever: what other threads write afterwards is dropped. */
  synchronized void last(byte[] bytes) {
    try {
      write(bytes, 0, bytes.length);
      flush();
    } catch (IOException e) {
      // nobody is left to be told
    }
    over = true;
  }

  /** Why not everything arrived; empty if it did, or if nobody wanted it. */
  public synchronized Optional<String> failure() {
    return Optional.ofNullable(failure)
        .map(e -> String.valueOf(e.getMessage()))
        .filter(text -> !text.toLowerCase(Locale.ROOT).contains("pipe"));
  }
}
