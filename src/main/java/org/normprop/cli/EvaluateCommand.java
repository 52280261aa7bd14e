package org.normprop.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.normprop.cli.line.Arguments;
import org.normprop.cli.line.Command;
import org.normprop.cli.line.Console;
import org.normprop.cli.line.ExitCode;
import org.normprop.cli.line.Option;
import org.normprop.cli.line.UsageException;
import org.normprop.cli.work.Engines;
import org.normprop.data.DataSet;
import org.normprop.data.sets.Catalogue;
import org.normprop.net.compute.Engine;
import org.normprop.text.TextTable;
import org.normprop.train.Evaluation;
import org.normprop.train.RunFolder;
import org.normprop.train.TrainedRun;

/** {@code evaluate}: how good a trained network is on rows that it was not trained on. */
final class EvaluateCommand implements Command {

  @Override
  public String name() {
    return "evaluate";
  }

  @Override
  public String summary() {
    return "measure a trained network on rows that it was not trained on";
  }

  @Override
  public String operands() {
    return "RUN";
  }

  @Override
  public List<Option> options() {
    return List.of(
        Option.of("data", "d", "NAME|PATH", "other data to measure on (default the rows held out)")
            .offering(Catalogue::names),
        Option.of("target", "COLUMN", "the column of a table to predict (default the run's)"),
        SettingOptions.WEIGHTS_FROM,
        Option.THREADS,
        DataCommand.DIR);
  }

  @Override
  public List<String> examples() {
    return List.of("evaluate runs/digits-mlp-1", "evaluate run --data more.csv");
  }

  /** The only operand of a command. */
  static RunFolder run(Command command, Arguments arguments, int operands) throws IOException {
    if (arguments.operands().size() != operands) {
      throw new UsageException(
          command.name()
              + " needs "
              + command.operands()
              + "; see normprop "
              + command.name()
              + " --help");
    }
    RunFolder folder = new RunFolder(Path.of(arguments.operands().get(0)));
    folder.mustBeRun();
    return folder;
  }

  @Override
  public int run(Arguments arguments, Console console) throws IOException {
    RunFolder folder = run(this, arguments, 1);
    try (Engine engine = Engines.start(arguments.threads(), console)) {
      TrainedRun run = SettingOptions.opened(folder, arguments, engine);
      Optional<String> data = Optional.ofNullable(arguments.text("data", null));
      Path cache = DataCommand.folder(arguments);
      Optional<String> target = Optional.ofNullable(arguments.text("target", null));
      DataSet rows = SettingOptions.checked(() -> run.answered(data, target, cache));
      boolean own = SettingOptions.checked(() -> run.isOwn(data, cache));
      String what = own ? "held out of " + run.inputs().data() : "of " + data.get();
      console
          .out()
          .println(
              rows.size()
                  + (rows.size() == 1 ? " row " : " rows ")
                  + what
                  + ", weights of epoch "
                  + run.epoch());
      int known = own ? 0 : run.trainedOn(rows, cache).orElse(0);
      if (known > 0) {
        console
            .err()
            .println(
                known
                    + " of them "
                    + (known == 1 ? "is a row" : "are rows")
                    + " that the network was trained on");
      }
      print(run.predict(rows).against(rows), run.inputs().classes(), console);
    }
    return ExitCode.DONE;
  }

  private static void print(Evaluation evaluation, List<String> classes, Console console) {
    if (evaluation instanceof Evaluation.Numbers numbers) {
      line(console, "RMSE", numbers.rmse(), "%.6g");
      line(console, "MAE", numbers.mae(), "%.6g");
      line(console, "R^2", numbers.rSquared(), "%.4f");
      line(console, "loss", numbers.loss(), "%.4f");
    } else if (evaluation instanceof Evaluation.Classes c) {
      line(console, "accuracy", 100 * c.accuracy(), "%.2f %%");
      line(console, "loss", c.loss(), "%.4f");
      console.out().println("confusion, true classes down, predicted classes across:");
      console.out().print(TextTable.aligned(confusion(c, classes)));
    }
  }

  private static void line(Console console, String name, double value, String format) {
    console.out().println(name + " " + String.format(Locale.ROOT, format, value));
  }

  private static List<String[]> confusion(Evaluation.Classes evaluation, List<String> classes) {
    List<String[]> rows = new ArrayList<>();
    String[] head = new String[classes.size() + 1];
    head[0] = "";
    for (int i = 0; i < classes.size(); i++) {
      head[i + 1] = classes.get(i);
    }
    rows.add(head);
    for (int i = 0; i < classes.size(); i++) {
      String[] row = new String[classes.size() + 1];
      row[0] = classes.get(i);
      for (int j = 0; j < classes.size(); j++) {
        row[j + 1] = String.valueOf(evaluation.confusion().get(i)[j]);
      }
      rows.add(row);
    }
    return rows;
  }
}
