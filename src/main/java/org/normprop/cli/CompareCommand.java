package org.normprop.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.normprop.cli.line.Arguments;
import org.normprop.cli.line.Command;
import org.normprop.cli.line.Console;
import org.normprop.cli.line.ExitCode;
import org.normprop.cli.line.Option;
import org.normprop.cli.line.UsageException;
import org.normprop.cli.training.CompareProgress;
import org.normprop.cli.training.VaryOption;
import org.normprop.cli.work.Workplace;
import org.normprop.data.table.TableSource;
import org.normprop.io.AtomicFile;
import org.normprop.io.FolderLock;
import org.normprop.report.page.ComparisonPage;
import org.normprop.report.page.ComparisonPlot;
import org.normprop.report.plot.PictureFile;
import org.normprop.report.words.ComparisonTable;
import org.normprop.report.words.ComparisonWords;
import org.normprop.text.Wrap;
import org.normprop.train.compare.Comparison;
import org.normprop.train.compare.ComparisonResults;
import org.normprop.train.compare.Prospects;
import org.normprop.train.setting.Setting;

/** {@code compare}: trains with some options varied, and says what the differences tell. */
final class CompareCommand implements Command {

  private final Workplace workplace;

  CompareCommand(Workplace workplace) {
    this.workplace = workplace;
  }

  @Override
  public String name() {
    return "compare";
  }

  @Override
  public String summary() {
    return "train with some options varied and several seeds, and compare with intervals";
  }

  @Override
  public String operands() {
    return "";
  }

  @Override
  public List<Option> options() {
    List<Option> options = new ArrayList<>();
    options.add(
        Option.of(
                "vary",
                "OPTION=V1,V2,...",
                "values to compare; may be repeated; options that change together are joined:"
                    + " A,B=(A1,B1),(A2,B2)")
            .offering(Words::settings));
    options.add(Option.of("seeds", "N", "seeds for each, from --seed on (default 5)"));
    options.add(
        Option.of("demo", "NAME", "options common to all; see train --list")
            .offering(Words::demos));
    options.addAll(SettingOptions.all());
    options.add(Option.THREADS);
    options.add(
        Option.of("jobs", "j", "N", "trainings side by side, sharing the threads (default 1)"));
    options.add(
        Option.of("plot", "p", "FILE", "draw the results --against an option, as .svg or .png"));
    options.add(
        Option.of("against", "OPTION", "what --plot has on its x axis (default the first varied)")
            .offering(Words::settings));
    options.add(DataCommand.DIR);
    options.add(
        Option.of(
            "out",
            "o",
            "FOLDER",
            "folder of the comparison, new or to go on with, by more seeds too"));
    return options;
  }

  @Override
  public List<String> examples() {
    return List.of(
        "compare --demo digits-mlp --vary norm=normprop,batchnorm,weightnorm,none --seeds 5"
            + " --out norms",
        "compare --demo digits-mlp --vary weights=reparam,project,both --vary batch=1,32"
            + " --jobs 4 --out weights",
        "compare --demo digits-resnet --vary 'norm,lr=(normprop,0.03),(layernorm,0.01)'"
            + " --out own-rates");
  }

  @Override
  public String goOn() {
    return "finished epochs are kept; the same command goes on behind them";
  }

  @Override
  public int run(Arguments arguments, Console console) throws IOException {
    arguments.noOperands(this);
    if (!arguments.has("out")) {
      throw new UsageException("--out names the folder of the comparison");
    }
    int seeds = (int) arguments.whole("seeds", 5, 1, 1000);
    Comparison comparison =
        SettingOptions.checked(
            () ->
                new Comparison(
                    SettingOptions.withDemo(arguments),
                    VaryOption.parse(arguments.texts("vary")),
                    seeds));
    if (TableSource.isStandardInput(comparison.base().getOrDefault(Setting.DATA, ""))) {
      throw new UsageException(
          "compare reads its data for each training anew: save them to a file, and name it");
    }
    Optional<PictureFile> plot = Plots.file(arguments);
    Setting against = against(arguments, comparison);
    int jobs = (int) arguments.whole("jobs", 1, 1, 1024);
    Path cache = DataCommand.folder(arguments);
    Prospects prospects = SettingOptions.checked(() -> Prospects.of(comparison, cache));
    if (prospects.refused().size() == comparison.variants().size()) {
      throw new UsageException(prospects.refused().values().iterator().next());
    }
    Path out = Path.of(arguments.text("out", ""));
    Files.createDirectories(out);
    try (FolderLock lock = FolderLock.take(out, "compare")) {
      AtomicFile.sweep(out);
      begin(out, comparison);
      List<Comparison.Run> wanted =
          comparison.runs().stream()
              .filter(run -> !prospects.refused().containsKey(run.variant()))
              .toList();
      try (CompareProgress progress = new CompareProgress(console, wanted)) {
        workplace.train(
            wanted,
            new Workplace.Place(out.resolve("runs"), cache, jobs, arguments.threads(), console),
            progress);
      }
      ComparisonResults results =
          ComparisonResults.read(comparison, out.resolve("runs"), prospects.classes());
      if (plot.isPresent()) {
        plot.get().write(ComparisonPlot.of(results, against));
      }
      conclude(results, prospects.refused(), out, console);
    }
    return ExitCode.DONE;
  }

  /** The folder is new, or holds this very comparison; the number of seeds may grow. */
  private static void begin(Path out, Comparison comparison) throws IOException {
    Path plan = out.resolve("compare.json");
    if (Files.exists(plan)) {
      int there =
          comparison
              .seedsOf(plan)
              .orElseThrow(
                  () ->
                      new UsageException(
                          out
                              + " holds another comparison (see compare.json there): name another"
                              + " --out"));
      if (there > comparison.seeds()) {
        throw new UsageException(
            out
                + " holds this comparison with "
                + there
                + " seeds: say --seeds "
                + there
                + " or more");
      }
    }
    AtomicFile.write(plan, comparison.toJson());
  }

  private static Setting against(Arguments arguments, Comparison comparison) throws IOException {
    List<Setting> varied = comparison.settings();
    if (!arguments.has("against")) {
      return varied.get(0);
    }
    Setting against =
        SettingOptions.checked(() -> Setting.named(arguments.text("against", "").strip()));
    if (!varied.contains(against)) {
      throw new UsageException(
          "--against must be an option that --vary names, got " + against.key());
    }
    return against;
  }

  private static void conclude(
      ComparisonResults results, Map<Comparison.Variant, String> refused, Path out, Console console)
      throws IOException {
    AtomicFile.write(out.resolve("compare.csv"), results.csv());
    AtomicFile.write(out.resolve("compare.html"), ComparisonPage.html(results, refused));
    console.out().print(ComparisonTable.text(results, refused));
    console.err().print(Wrap.lines(ComparisonWords.remark(results), 0));
    console.err().println(out.resolve("compare.csv") + ", " + out.resolve("compare.html"));
  }
}
