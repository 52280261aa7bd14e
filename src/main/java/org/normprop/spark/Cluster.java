package org.normprop.spark;

import java.io.IOException;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.normprop.cli.work.RunPages;
import org.normprop.cli.work.Workplace;
import org.normprop.run.Runner;
import org.normprop.train.compare.Comparison;
import org.normprop.train.compare.ComparisonListener;
import org.normprop.train.compare.RemoteRuns;

/** A Spark cluster, asked for when it is first needed. For one thread. */
final class Cluster implements Workplace {

  private SparkContext context;

  private SparkContext context() {
    if (context == null) {
      SparkConf conf = new SparkConf();
      if (!conf.contains("spark.app.name")) {
        conf.setAppName("normprop");
      }
      context = new SparkContext(conf);
      context.setLogLevel("WARN");
    }
    return context;
  }

  @Override
  public Runner sampling(int threads) {
    return new SparkRunner(context());
  }

  @Override
  public void train(List<Comparison.Run> runs, Place into, ComparisonListener listener)
      throws IOException {
    SparkContext spark = context();
    new RemoteRuns(runs, into.folder(), into.cache(), new RunPages(), listener)
        .train(
            new SparkRunner(spark),
            new SparkFileShipping(spark),
            spark.conf().getInt("spark.task.cpus", 1));
  }

  @Override
  public void close() {
    if (context != null) {
      context.stop();
    }
  }
}
