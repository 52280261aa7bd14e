package org.normprop.cli.training;

import java.util.List;
import org.normprop.cli.line.Console;
import org.normprop.cli.line.Progress;
import org.normprop.train.Score;
import org.normprop.train.compare.Comparison;
import org.normprop.train.compare.ComparisonListener;
import org.normprop.train.compare.EndedRun;
import org.normprop.train.setting.Setting;

/**
 * A line a training that has ended, and on a terminal a bar of all epochs. Called by one thread at
 * a time.
 */
public final class CompareProgress implements ComparisonListener, AutoCloseable {

  private final Console console;
  private final List<Comparison.Run> runs;
  private final Progress progress;

  public CompareProgress(Console console, List<Comparison.Run> runs) {
    this.console = console;
    this.runs = runs;
    long epochs = runs.stream().mapToLong(run -> run.settings().whole(Setting.EPOCHS)).sum();
    this.progress = new Progress(console, "epochs", epochs);
  }

  @Override
  public void epochs(long done, long all) {
    progress.accept(done);
  }

  @Override
  public void ended(EndedRun ended, int number, int all) {
    Comparison.Run run = runs.get(ended.index());
    Score score = new Score(0, ended.loss(), ended.quality());
    progress.close();
    console
        .err()
        .println(
            number
                + "/"
                + all
                + "  "
                + run.variant().name()
                + " seed="
                + run.seed()
                + "  "
                + ended
                    .diverged()
                    .orElse("held-out " + TrainProgress.quality(ended.classes(), score)));
  }

  @Override
  public void close() {
    progress.close();
  }
}
