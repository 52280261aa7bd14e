package org.normprop.train;

import org.normprop.data.BatchPlan;
import org.normprop.data.Batches;
import org.normprop.net.graph.Norm;
import org.normprop.train.setting.InputRule;
import org.normprop.train.setting.Setting;
import org.normprop.train.setting.Settings;

/** The training rows as settings want them to be met. */
final class TrainingRows {

  private TrainingRows() {}

  /** Batch by batch, in an order of its own each epoch. */
  static Batches batches(Settings settings, Problem problem) {
    int batch = settings.whole(Setting.BATCH);
    // One row has no variance for batch normalisation to divide by.
    boolean lone = problem.train().size() % batch == 1;
    boolean keepLast = !(lone && settings.norm() == Norm.BATCHNORM);
    BatchPlan plan =
        BatchPlan.shuffled(batch, settings.seed())
            .withFlip(settings.yes(Setting.FLIP))
            .withKeepLast(keepLast);
    return new Batches(problem.train(), problem.inputs().norm(), plan);
  }

  /** Some rows to start from, where a network starts from data. */
  static Feed first(Settings settings, Problem problem, int most) {
    int rows = Math.min(most, problem.train().size());
    BatchPlan plan = BatchPlan.shuffled(rows, settings.seed());
    Feed feed = new Feed(problem.inputs(), rows, settings.input() == InputRule.BATCH);
    feed.read(new Batches(problem.train(), problem.inputs().norm(), plan).epoch(0), 0);
    return feed;
  }
}
