package org.normprop.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.normprop.cli.line.Arguments;
import org.normprop.cli.line.Command;
import org.normprop.cli.line.Console;
import org.normprop.cli.line.ExitCode;
import org.normprop.cli.line.Option;
import org.normprop.cli.line.UsageException;
import org.normprop.cli.work.Engines;
import org.normprop.data.DataSet;
import org.normprop.data.TargetKind;
import org.normprop.data.read.ImageFiles;
import org.normprop.data.table.TableSource;
import org.normprop.io.AtomicFile;
import org.normprop.io.BadFileException;
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
    return "ask a trained network about the rows of tables, or about images";
  }

  @Override
  public String operands() {
    return "RUN INPUT...";
  }

  @Override
  public List<Option> options() {
    return List.of(
        Option.of("output", "o", "FILE", "CSV file for the answers (default standard output)"),
        SettingOptions.WEIGHTS_FROM,
        Option.THREADS);
  }

  @Override
  public List<String> examples() {
    return List.of(
        "predict run new.csv --output answers.csv",
        "predict run digit.png other.jpg",
        "predict run folder-of-images",
        "predict run - < new.csv");
  }

  @Override
  public int run(Arguments arguments, Console console) throws IOException {
    List<String> operands = arguments.operands();
    if (operands.size() < 2) {
      throw new UsageException(
          "predict needs RUN and INPUT: a table, an image, a folder of images, or - for a table on"
              + " the standard input");
    }
    RunFolder folder = new RunFolder(Path.of(operands.get(0)));
    folder.mustBeRun();
    List<Path> inputs = operands.subList(1, operands.size()).stream().map(Path::of).toList();
    boolean named = inputs.size() > 1 || Files.isDirectory(inputs.get(0));
    try (Engine engine = Engines.start(arguments.threads(), console)) {
      TrainedRun run = SettingOptions.opened(folder, arguments, engine);
      StringBuilder text = new StringBuilder(header(run.inputs(), named));
      int rows = 0;
      for (Path input : inputs) {
        rows += answer(run, input, named, text);
      }
      Optional<Path> output = arguments.output();
      if (output.isPresent()) {
        AtomicFile.write(output.get(), text.toString());
        console.err().println(output.get() + ": " + rows + (rows == 1 ? " row" : " rows"));
      } else {
        console.out().print(text);
      }
    }
    return ExitCode.DONE;
  }

  /** Asks about an operand, and gives how many rows it has. */
  private static int answer(TrainedRun run, Path input, boolean named, StringBuilder text)
      throws IOException {
    if (!Files.isDirectory(input)) {
      if (!TableSource.isStandardInput(input.toString()) && !Files.exists(input)) {
        throw new NoSuchFileException(input.toString());
      }
      DataSet rows = SettingOptions.checked(() -> run.unanswered(input));
      Predictions predictions = run.predict(rows);
      for (int row = 0; row < rows.size(); row++) {
        text.append(line(predictions, row, run.inputs(), named ? input.toString() : null));
      }
      return rows.size();
    }
    List<Path> images = ImageFiles.within(input);
    if (images.isEmpty()) {
      throw new BadFileException(input, "has no images; tables are named one by one");
    }
    DataSet rows = SettingOptions.checked(() -> run.unanswered(images));
    Predictions predictions = run.predict(rows);
    for (int row = 0; row < rows.size(); row++) {
      text.append(line(predictions, row, run.inputs(), images.get(row).toString()));
    }
    return rows.size();
  }

  private static String header(Inputs inputs, boolean named) {
    List<String> header = new ArrayList<>(List.of("row"));
    if (inputs.kind() == TargetKind.CLASS) {
      header.add("class");
      inputs.classes().forEach(name -> header.add("p(" + name + ")"));
    } else {
      header.add("value");
    }
    if (named) {
      header.add("file");
    }
    return Csv.line(header);
  }

  /**
   * The answer to a row.
   *
   * @param file where the row comes from; null where there is one file alone
   */
  private static String line(Predictions predictions, int row, Inputs inputs, String file) {
    List<String> line = new ArrayList<>(List.of(String.valueOf(row + 1)));
    if (inputs.kind() == TargetKind.CLASS) {
      line.add(inputs.classes().get(predictions.label(row)));
      for (double p : predictions.probabilities(row)) {
        line.add(Digits.significant(p, DIGITS));
      }
    } else {
      line.add(Digits.significant(predictions.value(row), DIGITS));
    }
    if (file != null) {
      line.add(file);
    }
    return Csv.line(line);
  }
}
