package org.normprop.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.normprop.cli.line.Arguments;
import org.normprop.cli.line.Command;
import org.normprop.cli.line.Console;
import org.normprop.cli.line.ExitCode;
import org.normprop.cli.line.Option;
import org.normprop.cli.line.UsageException;
import org.normprop.data.TargetKind;
import org.normprop.data.table.TableSource;
import org.normprop.io.AtomicFile;
import org.normprop.io.BadFileException;
import org.normprop.io.FolderLock;
import org.normprop.json.Json;
import org.normprop.report.page.ComparisonPage;
import org.normprop.report.words.ComparisonTable;
import org.normprop.report.words.ComparisonWords;
import org.normprop.train.Inputs;
import org.normprop.train.Problem;
import org.normprop.train.compare.Comparison;
import org.normprop.train.compare.ComparisonResults;
import org.normprop.train.setting.Setting;
import org.normprop.train.setting.Settings;

/** {@code compare}: trains with some options varied, and says what the differences tell. */
final class CompareCommand implements Command {

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
        Option.of("vary", "OPTION=V1,V2,...", "values to compare; may be repeated")
            .offering(Words::settings));
    options.add(Option.of("seeds", "N", "seeds for each, from --seed on (default 5)"));
    options.add(
        Option.of("demo", "NAME", "options common to all; see train --list")
            .offering(Words::demos));
    options.addAll(SettingOptions.all());
    options.add(Option.THREADS);
    options.add(
        Option.of("jobs", "j", "N", "trainings side by side, sharing the threads (default 1)"));
    options.add(DataCommand.DIR);
    options.add(Option.of("out", "o", "FOLDER", "folder of the comparison, new or to go on with"));
    return options;
  }

  @Override
  public List<String> examples() {
    return List.of(
        "compare --demo digits-mlp --vary norm=normprop,batchnorm,weightnorm,none --seeds 5"
            + " --out norms",
        "compare --demo digits-mlp --vary weights=reparam,project,both --vary batch=1,32"
            + " --jobs 4 --out weights");
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
                    SettingOptions.withDemo(arguments), varied(arguments.texts("vary")), seeds));
    if (TableSource.isStandardInput(comparison.base().getOrDefault(Setting.DATA, ""))) {
      throw new UsageException(
          "compare reads its data for each training anew: save them to a file, and name it");
    }
    int jobs = (int) arguments.whole("jobs", 1, 1, 1024);
    Path cache = DataCommand.folder(arguments);
    Inputs inputs =
        SettingOptions.checked(() -> Problem.open(Settings.of(comparison.base()), cache).inputs());
    Map<Comparison.Variant, String> refused = refused(comparison, inputs);
    Path out = Path.of(arguments.text("out", ""));
    Files.createDirectories(out);
    try (FolderLock lock = FolderLock.take(out, "compare")) {
      AtomicFile.sweep(out);
      begin(out, comparison);
      List<Comparison.Run> wanted =
          comparison.runs().stream().filter(run -> !refused.containsKey(run.variant())).toList();
      new ComparisonRuns(wanted, out.resolve("runs"), cache, console)
          .train(jobs, arguments.threads());
      conclude(comparison, refused, out, inputs.kind() == TargetKind.CLASS, console);
    }
    return ExitCode.DONE;
  }

  private static Map<Setting, List<String>> varied(List<String> texts) {
    Map<Setting, List<String>> varied = new LinkedHashMap<>();
    for (String text : texts) {
      String[] parts = text.split("=", 2);
      if (parts.length < 2) {
        throw new UsageException("--vary is OPTION=V1,V2,..., got '" + text + "'");
      }
      if (varied.put(Setting.named(parts[0]), split(parts[1])) != null) {
        throw new UsageException("--vary names " + parts[0] + " twice");
      }
    }
    return varied;
  }

  /** Splits at commas, but for those in brackets. */
  private static List<String> split(String text) {
    List<String> values = new ArrayList<>();
    int depth = 0;
    int from = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (c == ',' && depth == 0) {
        values.add(text.substring(from, i));
        from = i + 1;
      }
    }
    values.add(text.substring(from));
    return values;
  }

  private static Map<Comparison.Variant, String> refused(Comparison comparison, Inputs inputs) {
    Map<Comparison.Variant, String> refused = new LinkedHashMap<>();
    for (Comparison.Variant variant : comparison.variants()) {
      Optional<String> reason = comparison.refusal(variant, inputs);
      reason.ifPresent(text -> refused.put(variant, text));
    }
    if (refused.size() == comparison.variants().size()) {
      throw new UsageException(refused.values().iterator().next());
    }
    return refused;
  }

  /** The folder is new, or holds this very comparison, perhaps with fewer seeds. */
  private static void begin(Path out, Comparison comparison) throws IOException {
    Path plan = out.resolve("compare.json");
    if (!Files.exists(plan)) {
      AtomicFile.write(plan, comparison.toJson());
      return;
    }
    String there = Files.readString(plan);
    int seeds = seeds(plan, there);
    boolean same = comparison.withSeeds(Math.max(1, seeds)).toJson().equals(there);
    if (!same) {
      throw new UsageException(
          out + " holds another comparison (see compare.json there): name another --out");
    }
    if (seeds > comparison.seeds()) {
      throw new UsageException(
          out
              + " holds this comparison with "
              + seeds
              + " seeds: say --seeds "
              + seeds
              + " or more");
    }
    if (seeds < comparison.seeds()) {
      AtomicFile.write(plan, comparison.toJson());
    }
  }

  private static int seeds(Path plan, String json) throws IOException {
    try {
      return Json.object(json).get("seeds").getAsInt();
    } catch (RuntimeException e) {
      throw new BadFileException(plan, "is not as a comparison writes it");
    }
  }

  private static void conclude(
      Comparison comparison,
      Map<Comparison.Variant, String> refused,
      Path out,
      boolean classes,
      Console console)
      throws IOException {
    ComparisonResults results = ComparisonResults.read(comparison, out.resolve("runs"), classes);
    AtomicFile.write(out.resolve("compare.csv"), results.csv());
    AtomicFile.write(out.resolve("compare.html"), ComparisonPage.html(results, refused));
    console.out().print(ComparisonTable.text(results, refused));
    console.err().println(ComparisonWords.remark(results));
    console.err().println(out.resolve("compare.csv") + ", " + out.resolve("compare.html"));
  }
}
