package org.normprop.cli.line;

import java.util.function.LongConsumer;

/**
 * A bar on a terminal's standard error, redrawn at most ten times a second and wiped away at the
 * end; nothing where nobody looks. Thread-safe.
 */
public final class Progress implements LongConsumer, AutoCloseable {

  private static final long INTERVAL_NANOS = 100_000_000;
  private static final int WIDTH = 40;

  private final Console console;
  private final String what;
  private final long total;
  private final long start = System.nanoTime();
  private long drawn = start;
  private boolean shown;

  public Progress(Console console, String what, long total) {
    this.console = console;
    this.what = what;
    this.total = total;
  }

  @Override
  public synchronized void accept(long done) {
    long now = System.nanoTime();
    if (!console.terminal() || total <= 0 || now - drawn < INTERVAL_NANOS) {
      return;
    }
    drawn = now;
    shown = true;
    long shownDone = Math.min(done, total);
    int filled = (int) (WIDTH * shownDone / total);
    double seconds = (now - start) * 1e-9;
    long left = done == 0 ? 0 : Math.round(seconds * (total - shownDone) / done);
    console.showLine(
        what
            + " ["
            + "#".repeat(filled)
            + ".".repeat(WIDTH - filled)
            + "] "
            + 100 * shownDone / total
            + " %, "
            + left
            + " s left ");
  }

  @Override
  public synchronized void close() {
    if (shown) {
      console.wipeLine();
    }
  }
}
