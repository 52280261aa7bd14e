package org.normprop.report.page;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.normprop.report.plot.Axis;
import org.normprop.report.plot.Chart;
import org.normprop.report.plot.Mark;
import org.normprop.report.reference.Definitions;
import org.normprop.text.Digits;
import org.normprop.train.EpochMetrics;
import org.normprop.train.Evaluation;
import org.normprop.train.HeldOut;
import org.normprop.train.Inputs;
import org.normprop.train.RunFolder;
import org.normprop.train.setting.Setting;
import org.normprop.train.setting.Settings;
import org.normprop.train.setting.SettingsLine;

/** The page about a run. */
public final class RunPage {

  private static final int MOST_EXAMPLES = 24;

  private RunPage() {}

  /**
   * Makes the page.
   *
   * @param folder the run, with at least one epoch
   * @param heldOut the held-out rows and what the network says of them
   * @param version the version of this program
   * @return one HTML file, which loads nothing
   * @throws IOException if a file of the run cannot be read
   */
  public static String html(RunFolder folder, HeldOut heldOut, String version) throws IOException {
    Settings settings = folder.settings();
    Inputs inputs = folder.inputs();
    List<EpochMetrics> metrics = folder.metrics();
    Evaluation evaluation = heldOut.evaluation();
    Html page = new Html("Training on " + inputs.data() + ", " + settings.text(Setting.NORM));
    page.paragraph(summary(evaluation, metrics.size()));
    page.facts(facts(settings, heldOut, version));
    page.heading("Learning curves").charts(Curves.of(metrics, inputs));
    page.heading("Layers")
        .paragraph(
            "Solid lines: measured on the same held-out rows after every epoch. Dashed lines:"
                + " promised for inputs of mean 0 and standard deviation 1 and incoherent rows, from"
                + " the present gamma and beta; outputs then have mean 0 and standard deviation 1"
                + " while gamma is 1.")
        .charts(new LayerCharts(folder.layers()).charts())
        .charts(HistogramCharts.of(folder.histograms()));
    if (evaluation instanceof Evaluation.Classes classes) {
      page.heading("Confusion").charts(List.of(confusion(classes, inputs.classes())));
      page.heading("Examples got wrong").pictures(wrong(heldOut, inputs));
    }
    page.heading("Time").table(times(folder, heldOut.trainingRows()));
    page.heading("Options").table(options(settings));
    page.heading("Words").table(words());
    return page.text();
  }

  /** What the charts' titles and legends mean. */
  private static List<List<String>> words() {
    List<List<String>> rows = new ArrayList<>(List.of(List.of("word", "formula", "what it is")));
    Definitions.ofNetworks().forEach(d -> rows.add(List.of(d.name(), d.formula(), d.meaning())));
    return rows;
  }

  private static String summary(Evaluation evaluation, int epochs) {
    String what =
        evaluation instanceof Evaluation.Classes classes
            ? format("accuracy %.2f %%, loss %.4f", 100 * classes.accuracy(), classes.loss())
            : numbers((Evaluation.Numbers) evaluation);
    return format("%d epochs. %d held-out rows: ", epochs, evaluation.rows()) + what + ".";
  }

  private static List<List<String>> facts(Settings settings, HeldOut heldOut, String version) {
    return List.of(
        List.of("network", settings.text(Setting.ARCH)),
        List.of("parameters", format("%,d", heldOut.parameters())),
        List.of(
            "rows", format("%,d trained on, %,d held out", heldOut.trainingRows(), heldOut.size())),
        List.of("made by", "normprop " + version),
        List.of("to repeat", "normprop train " + SettingsLine.of(settings)));
  }

  private static String numbers(Evaluation.Numbers numbers) {
    return format(
        "RMSE %s, MAE %s, R² %.4f",
        Digits.brief(numbers.rmse()), Digits.brief(numbers.mae()), numbers.rSquared());
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }

  private static Chart confusion(Evaluation.Classes evaluation, List<String> classes) {
    List<List<Mark.Cell>> rows = new ArrayList<>();
    for (int[] counts : evaluation.confusion()) {
      double total = Math.max(1, IntStream.of(counts).sum());
      rows.add(
          IntStream.of(counts)
              .mapToObj(n -> new Mark.Cell(n / total, n == 0 ? "" : String.valueOf(n)))
              .toList());
    }
    int side = Math.max(360, 160 + 40 * classes.size());
    return new Chart(
            "Held-out rows by class",
            Axis.categories("predicted", classes),
            Axis.categories("true", classes),
            List.of(new Mark.HeatMap(rows)))
        .sized(Math.min(900, side), Math.min(900, side));
  }

  /** Those of which the network was surest. */
  private static List<Html.Picture> wrong(HeldOut heldOut, Inputs inputs) {
    List<Integer> rows =
        IntStream.range(0, heldOut.size())
            .filter(i -> heldOut.predictions().label(i) != heldOut.label(i))
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -sureness(heldOut, i)))
            .limit(MOST_EXAMPLES)
            .toList();
    List<Html.Picture> pictures = new ArrayList<>();
    for (int row : rows) {
      String truth = inputs.classes().get(heldOut.label(row));
      String said = inputs.classes().get(heldOut.predictions().label(row));
      String caption =
          truth + " taken for " + said + format(", %.0f %%", 100 * sureness(heldOut, row));
      heldOut
          .picture(row)
          .ifPresent(
              p ->
                  pictures.add(
                      new Html.Picture(
                          PngImage.dataUri(p.values(), p.channels(), p.height(), p.width()),
                          caption)));
    }
    return pictures;
  }

  private static double sureness(HeldOut heldOut, int row) {
    return heldOut.predictions().probabilities(row)[heldOut.predictions().label(row)];
  }

  private static List<List<String>> times(RunFolder folder, int rows) throws IOException {
    List<List<String>> times = folder.times();
    List<List<String>> table = new ArrayList<>();
    table.add(List.of("epochs", "seconds an epoch, median", "rows a second"));
    if (times.size() > 1) {
      double[] seconds =
          times.subList(1, times.size()).stream()
              .mapToDouble(r -> Double.parseDouble(r.get(1)))
              .sorted()
              .toArray();
      double median = seconds[seconds.length / 2];
      table.add(
          List.of(
              String.valueOf(seconds.length),
              format("%.3g", median),
              format("%.0f", rows / median)));
    }
    return table;
  }

  private static List<List<String>> options(Settings settings) {
    List<List<String>> table = new ArrayList<>();
    table.add(List.of("option", "value"));
    for (Setting setting : Setting.values()) {
      table.add(List.of("--" + setting.key(), settings.text(setting)));
    }
    return table;
  }
}
