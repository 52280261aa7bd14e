package org.normprop.cli.work;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.normprop.run.Runner;
import org.normprop.train.compare.Comparison;
import org.normprop.train.compare.ComparisonListener;

/** Where commands have their long work done: in this process, or on a cluster. */
public interface Workplace extends AutoCloseable {

  /**
   * What samples.
   *
   * @param threads how many threads to use here; 0 for one a core
   * @return the runner
   */
  Runner sampling(int threads);

  /**
   * Trains the runs of a comparison.
   *
   * @param runs the trainings
   * @param into what there is to know of the place
   * @param listener is told how it goes on
   * @throws IOException if that fails
   */
  void train(List<Comparison.Run> runs, Place into, ComparisonListener listener) throws IOException;

  /**
   * What a comparison knows of files and threads.
   *
   * @param folder where the runs' folders are, or will be
   * @param cache the folder of fetched data sets
   * @param jobs how many trainings at a time
   * @param threads how many threads they share; 0 for one a core
   * @param console where remarks go
   */
  record Place(
      Path folder, Path cache, int jobs, int threads, org.normprop.cli.line.Console console) {}

  /** Gives back what it holds. */
  @Override
  default void close() {}
}
