package org.normprop.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.normprop.cli.line.Arguments;
import org.normprop.cli.line.Command;
import org.normprop.cli.line.Console;
import org.normprop.cli.line.ExitCode;
import org.normprop.cli.line.Option;
import org.normprop.cli.line.Progress;
import org.normprop.cli.line.UsageException;
import org.normprop.cli.work.Workplace;
import org.normprop.function.Unit;
import org.normprop.moments.Agreement;
import org.normprop.moments.Calculator;
import org.normprop.moments.Rarity;
import org.normprop.moments.sample.Sampling;
import org.normprop.report.DensityPlot;
import org.normprop.report.plot.PictureFile;
import org.normprop.report.reference.Explanation;
import org.normprop.report.words.RowText;
import org.normprop.run.Runner;
import org.normprop.table.Input;
import org.normprop.table.Row;
import org.normprop.table.RowCsv;

/** {@code estimate}: mean and standard deviation of any units. */
final class EstimateCommand implements Command {

  private final Workplace workplace;

  EstimateCommand(Workplace workplace) {
    this.workplace = workplace;
  }

  /** How results are printed. */
  enum Format {
    TEXT,
    CSV,
    JSON
  }

  @Override
  public String name() {
    return "estimate";
  }

  @Override
  public String summary() {
    return "mean and standard deviation of any units, sampled and exact";
  }

  @Override
  public String operands() {
    return "UNIT...";
  }

  @Override
  public List<Option> options() {
    return List.of(
        Option.SAMPLES,
        Option.SEED,
        Option.THREADS,
        Option.of(
            "input",
            "i",
            "INPUT",
            "what goes in: MEAN,STD of normals, uniform:A,B, laplace:M,S, logistic:M,S,"
                + " student:NU, exponential:RATE, lognormal:M,S, bernoulli:P,"
                + " mixture:W,M,S/W,M,S, data:FILE.csv:COLUMN or data:NAME; numbers may be"
                + " formulas (default 0,1)"),
        Option.of("rho", "R", Rhos.HELP),
        Option.choice(
            "method",
            "m",
            "METHOD",
            "the exact route, sampling by Monte Carlo or quasi-Monte Carlo, or exact and mc",
            Calculator.Method.BOTH),
        Option.choice("format", "f", "FORMAT", "", Format.TEXT),
        Option.flag("explain", "say what each number is, with the unit's own"),
        Option.of("plot", "p", "FILE", "draw the output's density into FILE.svg or FILE.png"));
  }

  @Override
  public List<String> operandWords() {
    return Words.units();
  }

  @Override
  public String remark() {
    return "A UNIT is stages joined by commas, the first applied first: a window such as max:3x3, "
        + "avg:2x2 or lp:2x2:p=3, dropout:keep=0.8, a formula such as expr:max(0,x)^2, or an "
        + "activation. Activations, with parameters as in leaky_relu:slope=0.2: "
        + String.join(", ", Words.activations())
        + ".";
  }

  @Override
  public List<String> examples() {
    return List.of(
        "estimate relu",
        "estimate max:3x3 relu,max:3x3 --samples 1e8",
        "estimate leaky_relu:slope=0.2 --input 0.5,2",
        "estimate sin:frequency=30 --input uniform:-1,1",
        "estimate gelu silu mish --format csv",
        "estimate sigmoid --method rqmc --samples 1e5",
        "estimate relu,max:3x3 --plot density.svg");
  }

  @Override
  public int run(Arguments arguments, Console console) throws IOException {
    List<String> texts = new ArrayList<>(arguments.operands());
    if (texts.isEmpty()) {
      throw new UsageException("estimate needs a unit, for example: normprop estimate relu");
    }
    List<Unit> units = new ArrayList<>(texts.stream().map(Unit::parse).toList());
    Input marginal = input(arguments);
    List<Input> inputs = Rhos.of(arguments, marginal, units);
    Input input = inputs.get(0);
    Sampling sampling =
        new Sampling(
            arguments.whole("samples", Sampling.DEFAULT.samples(), 2, Long.MAX_VALUE),
            arguments.whole("seed", 1, Long.MIN_VALUE, Long.MAX_VALUE),
            arguments.threads());
    Calculator.Method method = arguments.choice("method", Calculator.Method.BOTH);
    Format format = arguments.choice("format", Format.TEXT);
    Optional<PictureFile> plot = Plots.file(arguments);
    int code = ExitCode.DONE;
    ExactReach reach = new ExactReach();
    if (units.size() > 1 || method == Calculator.Method.EXACT) {
      List<ExactReach.Refusal> refusals = new ArrayList<>();
      for (int i = units.size() - 1; i >= 0; i--) {
        Optional<ExactReach.Refusal> refusal = reach.refusal(units.get(i), inputs.get(i), method);
        if (refusal.isPresent()) { // the others go on without it
          refusals.add(0, refusal.get());
          code = Math.max(code, refusal.get().code());
          units.remove(i);
          inputs.remove(i);
          texts.remove(i);
        }
      }
      refusals.forEach(refusal -> console.err().println("normprop: " + refusal.why()));
      if (units.isEmpty()) {
        return code;
      }
    }
    List<Row> rows;
    try (Progress progress = new Progress(console, "estimate", sampling.samples())) {
      Runner runner = workplace.sampling(arguments.threads());
      rows = Rhos.rows(units, inputs, method, sampling, progress, runner, reach.known());
    }
    String printed =
        switch (format) {
          case CSV -> csv(texts, rows);
          case JSON -> RowText.json(texts, rows, input);
          case TEXT -> RowText.text(units.stream().map(Unit::text).toList(), rows, input);
        };
    console.out().print(printed);
    if (arguments.has("explain") && format == Format.TEXT) {
      rows.forEach(row -> console.out().print(Explanation.of(row)));
    }
    if (plot.isPresent()) {
      plot.get().write(DensityPlot.of(texts, rows, input, sampling));
    }
    Rarity.remarks(rows).forEach(line -> console.err().println("normprop: " + line));
    List<String> disagreements = Agreement.disagreements(rows);
    disagreements.forEach(line -> console.err().println("normprop: routes disagree: " + line));
    return disagreements.isEmpty() ? code : Math.max(code, ExitCode.CHECK_FAILED);
  }

  private static Input input(Arguments arguments) throws IOException {
    try {
      return Input.parse(
          arguments.text("input", "0,1"),
          text -> EmpiricalData.read(text, DataCommand.folder(arguments)));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } catch (IllegalArgumentException e) {
      throw new UsageException("--input: " + e.getMessage());
    }
  }

  private static String csv(List<String> texts, List<Row> rows) {
    StringBuilder csv = new StringBuilder(RowCsv.header());
    for (int i = 0; i < rows.size(); i++) {
      csv.append(RowCsv.line(rows.get(i), texts.get(i).strip()));
    }
    return csv.toString();
  }
}
