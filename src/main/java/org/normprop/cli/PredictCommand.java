package org.normprop.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.normprop.cli.line.Arguments;
import org.normprop.cli.line.Command;
import org.normprop.cli.line.Console;
import org.normprop.cli.line.ExitCode;
import org.normprop.cli.line.Option;
import org.normprop.data.DataSet;
import org.normprop.data.TargetKind;
import org.normprop.io.AtomicFile;
import org.normprop.io.Csv;
import org.normprop.net.compute.Engine;
import org.normprop.text.Digits;
import org.normprop.train.Inputs;
import org.normprop.train.Predictions;
import org.normprop.train.RunFolder;
import org.normprop.train.TrainedRun;

/** {@code predict}: what a trained network says about rows without answers, as CSV. */
final class PredictCommand implements Command {

  private static final int DIGITS = 6;

  @Override
  public String name() {
    return "predict";
  }

  @Override
  public String summary() {
    return "ask a trained network about the rows of a CSV file, or an image";
  }

  @Override
  public String operands() {
    return "RUN INPUT";
  }

  @Override
  public List<Option> options() {
    return List.of(
        Option.of("output", "o", "FILE", "CSV file for the answers (default standard output)"),
        Option.THREADS);
  }

  @Override
  public List<String> examples() {
    return List.of("predict run new.csv --output answers.csv", "predict run digit.png");
  }

  @Override
  public int run(Arguments arguments, Console console) throws IOException {
    RunFolder folder = EvaluateCommand.run(this, arguments, 2);
    Path input = Path.of(arguments.operands().get(1));
    try (Engine engine = Engines.start(arguments.threads(), console)) {
      TrainedRun run = SettingOptions.checked(() -> TrainedRun.open(folder, engine));
      DataSet rows = SettingOptions.checked(() -> run.unanswered(input));
      String text = text(run.predict(rows), run.inputs());
      Optional<Path> output = arguments.output();
      if (output.isPresent()) {
        AtomicFile.write(output.get(), text);
        console.err().println(output.get() + ": " + rows.size() + " rows");
      } else {
        console.out().print(text);
      }
    }
    return ExitCode.DONE;
  }

  private static String text(Predictions predictions, Inputs inputs) {
    StringBuilder text = new StringBuilder();
    List<String> header = new ArrayList<>(List.of("row"));
    if (inputs.kind() == TargetKind.CLASS) {
      header.add("class");
      inputs.classes().forEach(name -> header.add("p(" + name + ")"));
    } else {
      header.add("value");
    }
    text.append(Csv.line(header));
    for (int row = 0; row < predictions.size(); row++) {
      List<String> line = new ArrayList<>(List.of(String.valueOf(row + 1)));
      if (inputs.kind() == TargetKind.CLASS) {
        line.add(inputs.classes().get(predictions.label(row)));
        for (double p : predictions.probabilities(row)) {
          line.add(Digits.significant(p, DIGITS));
        }
      } else {
        line.add(Digits.significant(predictions.value(row), DIGITS));
      }
      text.append(Csv.line(line));
    }
    return text.toString();
  }
}
