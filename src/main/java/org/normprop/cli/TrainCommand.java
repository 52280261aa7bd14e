package org.normprop.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.normprop.cli.about.Version;
import org.normprop.cli.line.Arguments;
import org.normprop.cli.line.Command;
import org.normprop.cli.line.Console;
import org.normprop.cli.line.ExitCode;
import org.normprop.cli.line.Option;
import org.normprop.cli.line.UsageException;
import org.normprop.cli.onnx.ModelStart;
import org.normprop.cli.training.IdleOptions;
import org.normprop.cli.training.TrainProgress;
import org.normprop.cli.work.ComputedConstants;
import org.normprop.cli.work.Engines;
import org.normprop.cli.work.NewFiles;
import org.normprop.data.TargetKind;
import org.normprop.data.table.TableSource;
import org.normprop.data.table.TableWords;
import org.normprop.io.AtomicFile;
import org.normprop.io.FolderLock;
import org.normprop.net.compute.Engine;
import org.normprop.report.page.RunPage;
import org.normprop.text.Wrap;
import org.normprop.train.ConstantsSource;
import org.normprop.train.DivergedException;
import org.normprop.train.EpochMetrics;
import org.normprop.train.Problem;
import org.normprop.train.RunFolder;
import org.normprop.train.Start;
import org.normprop.train.Training;
import org.normprop.train.setting.Demo;
import org.normprop.train.setting.InputRule;
import org.normprop.train.setting.Setting;
import org.normprop.train.setting.Settings;

/** {@code train}: trains a network, or goes on with a run. */
final class TrainCommand implements Command {

  @Override
  public String name() {
    return "train";
  }

  @Override
  public String summary() {
    return "train a network on data, or go on with a run";
  }

  @Override
  public String operands() {
    return "";
  }

  @Override
  public List<Option> options() {
    List<Option> options = new ArrayList<>();
    options.add(
        Option.of("demo", "NAME", "options that are known to train well; see --list")
            .offering(Words::demos));
    options.add(Option.flag("list", "list the demos"));
    options.addAll(SettingOptions.all());
    options.add(ModelStart.FROM);
    options.add(Option.THREADS);
    options.add(DataCommand.DIR);
    options.add(Option.of("out", "o", "RUN", "new folder for the run (default runs/NAME-N)"));
    options.add(
        Option.of("resume", "RUN", "go on with the run in this folder; with --epochs N to N"));
    return options;
  }

  @Override
  public List<String> examples() {
    return List.of(
        "train --demo digits-mlp",
        "train --demo digits-mlp --activation tanh --batch 1 --lr 0.002 --epochs 4",
        "train --data digits --arch 'C(16,3,1,1)-P(2,2,0,max)-F(10)' --out run",
        "train --data prices.csv --target price --arch 'F(64)-F(64)-F(1)'",
        "train --from model.onnx --data digits --lr 0.001",
        "train --resume run",
        "train --resume run --epochs 60");
  }

  @Override
  public String goOn() {
    return "finished epochs are kept; train --resume RUN goes on behind the last";
  }

  @Override
  public int run(Arguments arguments, Console console) throws IOException {
    arguments.noOperands(this);
    if (arguments.has("list")) {
      list(console);
      return ExitCode.DONE;
    }
    try {
      return arguments.has("resume") ? resume(arguments, console) : start(arguments, console);
    } catch (DivergedException e) {
      console.err().println("normprop: " + e.getMessage());
      return ExitCode.DIVERGED;
    }
  }

  private static void list(Console console) {
    for (Demo demo : Demo.values()) {
      console
          .out()
          .print(
              String.format(Locale.ROOT, "%-18s", demo.key())
                  + Wrap.lines(demo.about(), 18).substring(18));
    }
  }

  private int start(Arguments arguments, Console console) throws IOException, DivergedException {
    Path cache = DataCommand.folder(arguments);
    Map<Setting, String> given = SettingOptions.withDemo(arguments);
    Optional<ModelStart> from =
        SettingOptions.checked(() -> ModelStart.of(arguments, given, cache));
    Settings settings =
        SettingOptions.checked(
            () -> from.isPresent() ? from.get().settings(given) : Settings.of(given));
    Problem problem = SettingOptions.checked(() -> Training.checked(settings, cache));
    Optional<Start> start = from.map(model -> model.start(problem));
    tell(problem, settings, console);
    IdleOptions.of(SettingOptions.given(arguments).keySet(), settings, problem)
        .forEach(console.err()::println);
    Path out =
        arguments.has("out") ? Path.of(arguments.text("out", "")) : freeFolder(arguments, settings);
    RunFolder folder = new RunFolder(out);
    NewFiles traces = NewFiles.of(out);
    Files.createDirectories(out);
    try (FolderLock lock = FolderLock.take(out, "train")) {
      if (folder.isRun()) {
        throw new UsageException(
            out
                + " holds a run already: go on with it by --resume "
                + out
                + ", or name another --out");
      }
      folder.start(settings);
      return train(folder, problem, start, arguments, console);
    } catch (UsageException e) {
      traces.remove(); // what was given makes no training, and nothing of it is to stay behind
      throw e;
    }
  }

  /** How a table was read, and what nobody has said how to do. */
  private static void tell(Problem problem, Settings settings, Console console) {
    problem.table().ifPresent(table -> console.err().println(TableWords.line(table)));
    if (settings.input() == InputRule.AUTO) {
      console
          .err()
          .println(
              problem.train().shape().isImage()
                  ? "inputs: one mean and std for all pixels (--input)"
                  : "inputs: each column by its own mean and std (--input)");
    }
  }

  private int resume(Arguments arguments, Console console) throws IOException, DivergedException {
    Map<Setting, String> given = SettingOptions.given(arguments);
    boolean others = !Set.of(Setting.EPOCHS, Setting.DATA).containsAll(given.keySet());
    if (others || arguments.has("demo") || arguments.has("out") || arguments.has("from")) {
      throw new UsageException(
          "--resume goes on with the options of the run; only --epochs, to train it further,"
              + " --data, to say where its data are now, --threads and --dir go with it");
    }
    RunFolder folder = new RunFolder(Path.of(arguments.text("resume", "")));
    folder.mustBeRun();
    try (FolderLock lock = FolderLock.take(folder.path(), "train --resume")) {
      Problem problem =
          folder.problem(
              DataCommand.folder(arguments), Optional.ofNullable(given.get(Setting.DATA)));
      if (given.containsKey(Setting.EPOCHS)) {
        lengthen(folder, given.get(Setting.EPOCHS), console);
      }
      return train(folder, problem, Optional.empty(), arguments, console);
    }
  }

  /** Has a run go on to another epoch than was wanted first. */
  private static void lengthen(RunFolder folder, String epochs, Console console)
      throws IOException {
    Settings before = folder.settings();
    Settings after = SettingOptions.checked(() -> before.with(Setting.EPOCHS, epochs));
    int done = folder.metrics().size();
    if (after.whole(Setting.EPOCHS) < done) {
      throw new UsageException(
          folder.path() + " has trained " + done + " epochs: --epochs must be at least " + done);
    }
    if (after.equals(before)) {
      return;
    }
    folder.start(after);
    if (!after.text(Setting.SCHEDULE).equals("constant")) {
      console
          .err()
          .println(
              "the rate goes on as in a run of "
                  + after.text(Setting.EPOCHS)
                  + " epochs (--schedule "
                  + after.text(Setting.SCHEDULE)
                  + ")");
    }
  }

  /** A folder runs/NAME-1, or the first number that is free. */
  private static Path freeFolder(Arguments arguments, Settings settings) throws IOException {
    String data = settings.text(Setting.DATA);
    String name = arguments.text("demo", TableSource.isStandardInput(data) ? "stdin" : data);
    String last = String.valueOf(Path.of(name).getFileName());
    Path runs = Path.of("runs");
    Files.createDirectories(runs);
    for (int number = 1; ; number++) {
      Path free = runs.resolve(last + "-" + number);
      if (!Files.exists(free)) {
        return free;
      }
    }
  }

  private static int train(
      RunFolder folder,
      Problem problem,
      Optional<Start> start,
      Arguments arguments,
      Console console)
      throws IOException, DivergedException {
    try (Engine engine = Engines.start(arguments.threads(), console)) {
      ConstantsSource constants = new ComputedConstants(console);
      Training training =
          SettingOptions.checked(() -> Training.in(folder, problem, start, constants, engine));
      console
          .err()
          .println(
              training.finished()
                  ? folder.path() + " is done: no epoch is left to train"
                  : "training into " + folder.path());
      training.tuning().forEach(console.err()::println);
      try (TrainProgress progress = new TrainProgress(console, training, problem)) {
        training.run(progress);
      }
      if (!training.history().isEmpty()) {
        AtomicFile.write(
            folder.path().resolve("report.html"),
            RunPage.html(folder, training.heldOut(), Version.current()));
      }
      conclude(training, problem, console);
    }
    return ExitCode.DONE;
  }

  private static void conclude(Training training, Problem problem, Console console) {
    List<EpochMetrics> history = training.history();
    if (history.isEmpty()) {
      console.out().println("no epoch was trained: evaluate RUN tells how the network does");
      return;
    }
    Optional<Integer> best = training.best();
    EpochMetrics chosen = history.get(best.orElse(history.size()) - 1);
    boolean classes = problem.inputs().kind() == TargetKind.CLASS;
    console
        .out()
        .println(
            "held-out "
                + TrainProgress.quality(classes, chosen.heldOut())
                + ", loss "
                + String.format(Locale.ROOT, "%.4f", chosen.heldOut().loss())
                + " on "
                + problem.heldOut().size()
                + " rows, after epoch "
                + chosen.epoch()
                + (best.isPresent() ? ", the best by validation" : ""));
  }
}
