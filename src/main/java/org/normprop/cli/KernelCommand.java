package org.normprop.cli;

import java.io.IOException;
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
import org.normprop.function.Unit;
import org.normprop.moments.Pairs;
import org.normprop.moments.law.MomentException;
import org.normprop.moments.pair.Hermite;
import org.normprop.moments.pair.MeanField;
import org.normprop.moments.pair.Rho;
import org.normprop.moments.sample.Sampling;
import org.normprop.report.KernelPlot;
import org.normprop.report.plot.PictureFile;
import org.normprop.report.words.KernelCsv;
import org.normprop.report.words.KernelText;
import org.normprop.report.words.MeanFieldText;
import org.normprop.table.Input;

/** {@code kernel}: what units do to the correlation of two inputs. */
final class KernelCommand implements Command {

  /** How results are printed. */
  enum Format {
    TEXT,
    CSV,
    JSON
  }

  private static final String CORRELATIONS = "-1,-0.9,-0.75,-0.5,-0.25,0,0.25,0.5,0.75,0.9,0.99,1";
  private static final String VARIANCES = "0.25,0.5,1,2,4";

  @Override
  public String name() {
    return "kernel";
  }

  @Override
  public String summary() {
    return "what units do to the correlation of two inputs, and the edge of chaos";
  }

  @Override
  public String operands() {
    return "UNIT...";
  }

  @Override
  public List<Option> options() {
    return List.of(
        Option.of("corr", "c", "LIST", "correlations: -0.9,0,0.5 or from:to:step, -1:1:0.1"),
        Option.of("distance", "d", "LIST", "distances 1 - r in place of them: 1e-10,1e-12"),
        Option.of("input", "i", "MEAN,STD", "normals that go in (default 0,1)"),
        Option.of("hermite", "H", "N", "print the Hermite coefficients a_0 to a_N too"),
        Option.choice(
            "method",
            "m",
            "METHOD",
            "the exact route, Monte Carlo, or both; exact where that reaches",
            Pairs.Method.EXACT),
        Option.SAMPLES,
        Option.SEED,
        Option.THREADS,
        Option.flag("critical", "print the pairs (s_w^2, s_b^2) on the edge of chaos"),
        Option.of("q", "LIST", "variances for --critical (default " + VARIANCES + ")"),
        Option.of("variances", "SW2,SB2", "the fixed point for weights and biases of these"),
        Option.of(
            "stride",
            "N",
            "windows that overlap: their values, and what they send back; on one thread"),
        Option.of("padding", "N", "padding of such windows, with --image (default 0)"),
        Option.of("image", "HxW", "with --stride, the image that they lie over (default none)"),
        Option.of("rho", "R", "with --stride, the correlation of every two cells (default 0)"),
        Option.choice("format", "f", "FORMAT", "", Format.TEXT),
        Option.of("plot", "p", "FILE", "draw C against r into FILE.svg or FILE.png"));
  }

  @Override
  public List<String> operandWords() {
    return Words.units();
  }

  @Override
  public String remark() {
    return "For u and v jointly normal with correlation r: E f(u)f(v), the correlation C(r) of "
        + "f(u) and f(v), and the slope d/dr E f(u)f(v). A UNIT is as in estimate; windows and "
        + "gates are sampled, their k-th cells correlating by r.";
  }

  @Override
  public List<String> examples() {
    return List.of(
        "kernel relu",
        "kernel tanh gelu --corr -1:1:0.1 --format csv",
        "kernel relu --distance 1e-10,1e-12",
        "kernel elu --hermite 8",
        "kernel relu,max:2x2 --corr 0.5 --method mc",
        "kernel tanh --critical --q 0.1,1",
        "kernel tanh --variances 1.5,0.05",
        "kernel relu,max:3x3 avg:3x3 --stride 2 --corr 0,0.5,1",
        "kernel relu --plot map.svg");
  }

  @Override
  public int run(Arguments arguments, Console console) throws IOException {
    List<String> texts = arguments.operands();
    if (texts.isEmpty()) {
      throw new UsageException("kernel needs a unit, for example: normprop kernel relu");
    }
    List<Unit> units = texts.stream().map(Unit::parse).toList();
    Format format = arguments.choice("format", Format.TEXT);
    if (arguments.has("critical") || arguments.has("variances")) {
      return meanField(texts, units, arguments, console, format);
    }
    if (arguments.has("stride")) {
      if (format == Format.JSON) {
        throw new UsageException("--stride prints text or csv");
      }
      List<Double> signals = NumberList.parse("corr", arguments.text("corr", "0,0.5,1"));
      Overlaps.print(texts, units, signals, arguments, format == Format.CSV, console);
      return ExitCode.DONE;
    }
    for (String option : List.of("padding", "image", "rho")) {
      if (arguments.has(option)) {
        throw new UsageException("--" + option + " goes with --stride");
      }
    }
    if (arguments.has("q")) {
      throw new UsageException("--q goes with --critical");
    }
    Input input = input(arguments);
    List<Rho> correlations = correlations(arguments);
    int degree = (int) arguments.whole("hermite", -1, 0, Hermite.MOST);
    Pairs.Method method = arguments.choice("method", Pairs.Method.EXACT);
    Sampling sampling =
        new Sampling(
            arguments.whole("samples", 1_000_000, 2, Long.MAX_VALUE),
            arguments.whole("seed", 1, Long.MIN_VALUE, Long.MAX_VALUE),
            arguments.threads());
    Optional<PictureFile> plot = Plots.file(arguments);
    List<Pairs> found = new ArrayList<>();
    List<String> names = new ArrayList<>();
    boolean isLacking = false;
    List<KernelText.Table> tables = new ArrayList<>();
    List<String> disagreements = new ArrayList<>();
    for (int i = 0; i < units.size(); i++) {
      Pairs pairs;
      try (Progress progress = new Progress(console, "kernel", sampling.samples())) {
        pairs = Pairs.of(units.get(i), input, correlations, method, sampling, progress);
      } catch (MomentException e) {
        if (units.size() == 1) {
          throw e;
        }
        console.err().println("normprop: " + e.getMessage()); // the others go on without it
        isLacking = true;
        continue;
      }
      names.add(texts.get(i));
      found.add(pairs);
      Hermite series = degree < 0 ? null : series(pairs, degree);
      tables.add(new KernelText.Table(texts.get(i), pairs.exact(), pairs.sampled(), series));
      disagreements.addAll(pairs.disagreements());
    }
    console
        .out()
        .print(
            switch (format) {
              case CSV -> KernelCsv.of(tables);
              case JSON -> KernelText.json(tables, input);
              case TEXT -> KernelText.text(tables, input);
            });
    if (plot.isPresent()) {
      plot.get().write(KernelPlot.of(names, found, input));
    }
    disagreements.forEach(line -> console.err().println("normprop: routes disagree: " + line));
    if (isLacking) {
      return ExitCode.USAGE;
    }
    return disagreements.isEmpty() ? ExitCode.DONE : ExitCode.CHECK_FAILED;
  }

  private static Hermite series(Pairs pairs, int degree) {
    return pairs
        .map()
        .map(map -> map.hermite(degree))
        .orElseThrow(
            () ->
                new UsageException(
                    "--hermite is for chains of activations; " + pairs.unit() + " is none"));
  }

  private static int meanField(
      List<String> texts, List<Unit> units, Arguments arguments, Console console, Format format) {
    for (String option : List.of("corr", "distance", "input", "hermite", "method", "plot")) {
      if (arguments.has(option)) {
        throw new UsageException(
            "--" + option + " does not go with --critical or --variances, which find their own");
      }
    }
    if (format == Format.JSON) {
      throw new UsageException("--critical and --variances print text or csv");
    }
    double[] variances = arguments.pair("variances");
    if (variances != null && !(variances[0] > 0 && variances[1] >= 0)) {
      throw new UsageException(
          "--variances needs s_w^2 above 0 and s_b^2 of at least 0, such as 1.5,0.05");
    }
    List<Double> qs = NumberList.parse("q", arguments.text("q", VARIANCES));
    qs.forEach(
        q -> {
          if (!(q > 0)) {
            throw new UsageException("--q must be positive, got " + q);
          }
        });
    List<MeanFieldText.Entry> entries = new ArrayList<>();
    for (int i = 0; i < units.size(); i++) {
      Unit unit = units.get(i);
      MeanField field =
          MeanField.of(unit)
              .orElseThrow(
                  () ->
                      new UsageException(
                          "the mean field is that of activations; " + unit + " is none"));
      List<MeanField.Critical> critical =
          arguments.has("critical") ? qs.stream().map(field::critical).toList() : List.of();
      entries.add(
          new MeanFieldText.Entry(
              texts.get(i),
              critical,
              variances,
              variances == null ? Optional.empty() : field.point(variances[0], variances[1])));
    }
    console
        .out()
        .print(format == Format.CSV ? MeanFieldText.csv(entries) : MeanFieldText.text(entries));
    return ExitCode.DONE;
  }

  private static Input input(Arguments arguments) {
    double[] normal = arguments.pair("input");
    try {
      return normal == null ? Input.STANDARD : Input.normal(normal[0], normal[1]);
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage());
    }
  }

  private static List<Rho> correlations(Arguments arguments) {
    if (arguments.has("corr") && arguments.has("distance")) {
      throw new UsageException("--corr and --distance name the same thing: give one of them");
    }
    String option = arguments.has("distance") ? "distance" : "corr";
    List<Double> numbers = NumberList.parse(option, arguments.text(option, CORRELATIONS));
    try {
      return numbers.stream().map(option.equals("corr") ? Rho::of : Rho::near).toList();
    } catch (IllegalArgumentException e) {
      throw new UsageException("--" + option + ": " + e.getMessage());
    }
  }
}
