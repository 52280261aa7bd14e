package org.normprop.cli.training;

import java.util.Locale;
import org.normprop.cli.line.Console;
import org.normprop.data.TargetKind;
import org.normprop.text.Digits;
import org.normprop.train.EpochMetrics;
import org.normprop.train.Problem;
import org.normprop.train.Score;
import org.normprop.train.Training;
import org.normprop.train.TrainingListener;

/** A line an epoch, and on a terminal a bar within the epoch. For one thread. */
public final class TrainProgress implements TrainingListener, AutoCloseable {

  private static final long INTERVAL_NANOS = 100_000_000;
  private static final int WIDTH = 20;

  private final Console console;
  private final boolean classes;
  private final int rows;
  private final int epochs;
  private final long start = System.nanoTime();
  private final int firstEpoch;
  private long drawn = start;
  private boolean shown;

  public TrainProgress(Console console, Training training, Problem problem) {
    this.console = console;
    this.classes = problem.inputs().kind() == TargetKind.CLASS;
    this.rows = problem.train().size();
    this.epochs = training.epochs();
    this.firstEpoch = training.history().size() + 1;
  }

  @Override
  public void batch(int epoch, Score.Sum sum) {
    if (!console.terminal()) {
      return;
    }
    long now = System.nanoTime();
    if (now - drawn < INTERVAL_NANOS) {
      return;
    }
    drawn = now;
    shown = true;
    double done = epoch - firstEpoch + (double) sum.rows() / rows;
    double seconds = (now - start) * 1e-9;
    double left = seconds / done * (epochs - firstEpoch + 1 - done);
    int filled = (int) Math.min(WIDTH, (long) WIDTH * sum.rows() / rows);
    console.showLine(
        "epoch "
            + epoch
            + "/"
            + epochs
            + " ["
            + "#".repeat(filled)
            + ".".repeat(WIDTH - filled)
            + "] "
            + String.format(
                Locale.ROOT,
                "%.0f rows/s, loss %.4f, %s, %s left",
                done * rows / seconds,
                sum.score().loss(),
                quality(classes, sum.score()),
                time(left)));
  }

  @Override
  public void epoch(EpochMetrics metrics, double seconds) {
    close();
    console
        .err()
        .println(
            String.format(
                Locale.ROOT,
                "epoch %d/%d  loss %.4f, %s  held out %.4f, %s  %.0f rows/s",
                metrics.epoch(),
                epochs,
                metrics.train().loss(),
                brief(classes, metrics.train()),
                metrics.heldOut().loss(),
                brief(classes, metrics.heldOut()),
                rows / seconds));
  }

  /** Wipes the bar away. */
  @Override
  public void close() {
    if (shown) {
      console.wipeLine();
      shown = false;
    }
  }

  /** Accuracy in per cent, or the root mean squared error. */
  public static String quality(boolean classes, Score score) {
    return classes
        ? String.format(Locale.ROOT, "accuracy %.2f %%", 100 * score.quality())
        : "RMSE " + Digits.brief(score.quality());
  }

  /** Per cent that are right, or the root mean squared error, where a line has little room. */
  private static String brief(boolean classes, Score score) {
    return classes
        ? String.format(Locale.ROOT, "%.2f %%", 100 * score.quality())
        : quality(false, score);
  }

  private static String time(double seconds) {
    long whole = Math.round(seconds);
    return whole < 100 ? whole + " s" : whole / 60 + " min " + whole % 60 + " s";
  }
}
