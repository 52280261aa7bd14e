package org.normprop.train.compare;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.normprop.io.Csv;
import org.normprop.train.EpochMetrics;
import org.normprop.train.RunFolder;
import org.normprop.train.RunKernels;
import org.normprop.train.Score;
import org.normprop.train.journal.Journal;

/**
 * What a comparison found, run by run.
 *
 * @param comparison what was compared
 * @param classes whether classes are predicted, not numbers
 * @param outcomes an outcome for each run that ended, in the order of the runs
 */
public record ComparisonResults(Comparison comparison, boolean classes, List<Outcome> outcomes) {

  /**
   * How a run ended.
   *
   * @param run the run
   * @param metrics an entry an epoch
   * @param diverged whether it diverged
   * @param layers the records of its layers.csv, header first
   * @param kernels what computed it; empty if an older program did
   */
  public record Outcome(
      Comparison.Run run,
      List<EpochMetrics> metrics,
      boolean diverged,
      List<List<String>> layers,
      String kernels) {

    /**
     * The score of the held-out rows at the end.
     *
     * @return the score after the last epoch; empty if it diverged
     */
    public Optional<Score> score() {
      return diverged || metrics.isEmpty()
          ? Optional.empty()
          : Optional.of(metrics.get(metrics.size() - 1).heldOut());
    }

    /**
     * The score of the validation rows at the end.
     *
     * @return the score after the last epoch; empty if it diverged, or if there are none
     */
    Optional<Score> validation() {
      return diverged || metrics.isEmpty()
          ? Optional.empty()
          : metrics.get(metrics.size() - 1).validation();
    }
  }

  /**
   * One line of the table.
   *
   * @param variant the way to train
   * @param diverged how many runs diverged
   * @param quality the accuracy in per cent, or the root mean squared error, of the others
   * @param loss their loss
   * @param difference their quality less that of the first variant at the same seed; empty for the
   *     first variant, and where fewer than two seeds pair
   * @param pValue of the hypothesis that there is no difference; NaN where there is none to test
   */
  public record Line(
      Comparison.Variant variant,
      int diverged,
      Optional<Student.Interval> quality,
      Optional<Student.Interval> loss,
      Optional<Student.Interval> difference,
      double pValue) {}

  /**
   * Reads the runs that ended.
   *
   * @param comparison what was compared
   * @param runs the folder of the runs' folders
   * @param classes whether classes are predicted, not numbers
   * @return the results
   * @throws IOException if a file is bad
   */
  public static ComparisonResults read(Comparison comparison, Path runs, boolean classes)
      throws IOException {
    List<Outcome> outcomes = new ArrayList<>();
    for (Comparison.Run run : comparison.runs()) {
      RunFolder folder = new RunFolder(runs.resolve(run.folder()));
      if (folder.isRun()) {
        outcomes.add(
            new Outcome(
                run, folder.metrics(), folder.diverged(), folder.layers(), RunKernels.of(folder)));
      }
    }
    return new ComparisonResults(comparison, classes, List.copyOf(outcomes));
  }

  /**
   * What computed the runs.
   *
   * @return the kinds of kernels, in order of first use; more than one if machines differed
   */
  public List<String> kernels() {
    return outcomes.stream().map(Outcome::kernels).filter(k -> !k.isEmpty()).distinct().toList();
  }

  /** No accuracy is less than 0 % or more than 100 %, and no error is negative. */
  private Student.Interval possible(Student.Interval quality) {
    return quality.within(0, classes ? 100 : Double.MAX_VALUE);
  }

  private List<Outcome> of(Comparison.Variant variant) {
    return outcomes.stream().filter(outcome -> outcome.run().variant().equals(variant)).toList();
  }

  /** Accuracies are compared in per cent. */
  private double quality(Score score) {
    return classes ? 100 * score.quality() : score.quality();
  }

  /**
   * The table.
   *
   * @return a line a variant
   */
  public List<Line> lines() {
    List<Line> lines = new ArrayList<>();
    List<Comparison.Variant> variants = comparison.variants();
    double[] first = qualities(variants.get(0));
    for (Comparison.Variant variant : variants) {
      double[] qualities = qualities(variant);
      double[] losses =
          of(variant).stream().flatMap(o -> o.score().stream()).mapToDouble(Score::loss).toArray();
      double resolution = resolution(Math.max(largest(first), largest(qualities)));
      double[] differences =
          variant.equals(variants.get(0)) ? new double[0] : differences(variants.get(0), variant);
      lines.add(
          new Line(
              variant,
              (int) of(variant).stream().filter(Outcome::diverged).count(),
              interval(resolution, qualities).map(this::possible),
              interval(resolution(largest(losses)), losses)
                  .map(loss -> loss.within(0, Double.MAX_VALUE)),
              differences.length < 2 ? Optional.empty() : interval(resolution, differences),
              Student.pValue(resolution, differences)));
    }
    return lines;
  }

  private static Optional<Student.Interval> interval(double resolution, double[] values) {
    return values.length == 0
        ? Optional.empty()
        : Optional.of(Student.interval(resolution, values));
  }

  /** Scores are read from text of 9 digits, and a difference has the error of both. */
  private static double resolution(double largest) {
    return 4 * 0.5e-8 * largest;
  }

  private double[] qualities(Comparison.Variant variant) {
    return of(variant).stream()
        .flatMap(o -> o.score().stream())
        .mapToDouble(this::quality)
        .toArray();
  }

  private static double largest(double... values) {
    return DoubleStream.of(values).map(Math::abs).max().orElse(0);
  }

  /** Second less first, seed by seed. */
  private double[] differences(Comparison.Variant first, Comparison.Variant second) {
    List<Double> differences = new ArrayList<>();
    for (Outcome a : of(first)) {
      for (Outcome b : of(second)) {
        if (a.run().seed() == b.run().seed() && a.score().isPresent() && b.score().isPresent()) {
          differences.add(quality(b.score().get()) - quality(a.score().get()));
        }
      }
    }
    return differences.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /**
   * All runs.
   *
   * @return a CSV text with a line a run
   */
  public String csv() {
    StringBuilder text = new StringBuilder();
    List<String> header = new ArrayList<>();
    comparison.settings().forEach(setting -> header.add(setting.key()));
    String name = classes ? "held_out_accuracy" : "held_out_rmse";
    header.addAll(List.of("seed", "epochs", "diverged", "held_out_loss", name));
    boolean validated = outcomes.stream().anyMatch(o -> o.validation().isPresent());
    if (validated) {
      header.add("validation_loss");
    }
    text.append(Csv.line(header));
    for (Outcome outcome : outcomes) {
      List<String> line = new ArrayList<>(outcome.run().variant().values().values());
      line.add(String.valueOf(outcome.run().seed()));
      line.add(String.valueOf(outcome.metrics().size()));
      line.add(outcome.diverged() ? "yes" : "no");
      line.add(outcome.score().map(s -> Journal.number(s.loss())).orElse(""));
      line.add(outcome.score().map(s -> Journal.number(s.quality())).orElse(""));
      if (validated) {
        line.add(outcome.validation().map(s -> Journal.number(s.loss())).orElse(""));
      }
      text.append(Csv.line(line));
    }
    return text.toString();
  }
}
