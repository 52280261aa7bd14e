package org.normprop.cli.work;

import java.io.IOException;
import java.util.List;
import org.normprop.run.Runner;
import org.normprop.run.Threads;
import org.normprop.train.compare.Comparison;
import org.normprop.train.compare.ComparisonListener;
import org.normprop.train.compare.ComparisonRuns;

/** Long work is done by threads of this process. */
public final class ThisProcess implements Workplace {

  @Override
  public Runner sampling(int threads) {
    return new Threads(threads > 0 ? threads : Runtime.getRuntime().availableProcessors());
  }

  @Override
  public void train(List<Comparison.Run> runs, Place into, ComparisonListener listener)
      throws IOException {
    Engines.warn(into.console());
    new ComparisonRuns(
            runs,
            into.folder(),
            into.cache(),
            new ComputedConstants(into.console()),
            RunPages::write,
            listener)
        .train(into.jobs(), into.threads());
  }
}
