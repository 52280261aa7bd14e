package org.normprop.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.normprop.cli.about.Version;
import org.normprop.cli.line.Arguments;
import org.normprop.cli.line.Command;
import org.normprop.cli.line.Console;
import org.normprop.cli.line.ExitCode;
import org.normprop.cli.line.Option;
import org.normprop.cli.line.UsageException;
import org.normprop.cli.onnx.ModelPropagation;
import org.normprop.cli.onnx.ModelPropagation.Format;
import org.normprop.cli.work.ComputedConstants;
import org.normprop.cli.work.Engines;
import org.normprop.cli.work.PageFile;
import org.normprop.data.SampleShape;
import org.normprop.moments.CachedRows;
import org.normprop.moments.pair.ExactCorrelations;
import org.normprop.moments.sample.Sampling;
import org.normprop.net.compute.Draws;
import org.normprop.net.compute.Engine;
import org.normprop.net.flow.Jacobian;
import org.normprop.net.flow.Prediction;
import org.normprop.net.flow.Propagation;
import org.normprop.net.flow.statistics.LayerStatistics;
import org.normprop.net.flow.statistics.PlaneCorrelation;
import org.normprop.net.layer.Shape;
import org.normprop.net.onnx.read.OnnxModel;
import org.normprop.net.run.Network;
import org.normprop.net.run.Pass;
import org.normprop.report.page.LayerSignal;
import org.normprop.report.plot.PictureFile;
import org.normprop.report.words.PropagationTable;
import org.normprop.train.Problem;
import org.normprop.train.RunFolder;
import org.normprop.train.TableSettings;
import org.normprop.train.TrainedRun;
import org.normprop.train.UntrainedNetwork;
import org.normprop.train.setting.Setting;
import org.normprop.train.setting.Settings;

/** {@code propagate}: what goes through a network, predicted by constants beside measured. */
final class PropagateCommand implements Command {

  /** Enough for three digits, where no exact route reaches. */
  private static final Sampling FEW = new Sampling(1_000_000, 1, 0);

  @Override
  public String name() {
    return "propagate";
  }

  @Override
  public String summary() {
    return "mean and std in every layer of a network, predicted beside measured";
  }

  @Override
  public String operands() {
    return "[RUN|MODEL.onnx]";
  }

  @Override
  public List<Option> options() {
    List<Option> options = new ArrayList<>();
    options.add(
        Option.of(
            "shape",
            "CxHxW",
            "shape of N(0,1) input or of a table's rows (default 256); of a model's:"
                + " [INPUT=]1x3x32x32"));
    options.add(Option.of("rows", "N", "rows to send through (default 1024, of a model 256)"));
    SettingOptions.all().stream()
        .filter(option -> Own.SETTINGS.contains(Setting.named(option.name())))
        .forEach(options::add);
    options.add(Option.flag("singular-values", "of the Jacobian at the first row, too"));
    options.add(
        Option.of(
            "corr",
            "R",
            "what becomes of the correlation of two such N(0,1) inputs, too; in csv, that alone"));
    options.add(Option.choice("format", "f", "FORMAT", "", Format.TEXT));
    options.add(Option.of("plot", "FILE", "draw standard deviations, as .svg or .png"));
    options.add(PageFile.OPTION);
    options.addAll(ModelPropagation.options());
    options.add(Option.THREADS);
    options.add(DataCommand.DIR);
    return options;
  }

  @Override
  public List<String> examples() {
    return List.of(
        "propagate --arch '20xF(256)-F(10)' --activation tanh",
        "propagate --arch '20xF(256)-F(10)' --gamma jacobian --plot depth.svg",
        "propagate --arch '20xF(256)-F(10)' --activation tanh --corr 0.5",
        "propagate --data digits --arch 'C(16,3,1,1)-P(2,2,0,max)-F(10)' --rho 0.5",
        "propagate runs/digits-mlp-1",
        "propagate model.onnx --rows 256 --only Conv,Gemm,Add",
        "propagate model.onnx --html signal.html");
  }

  /** A network, what goes in, row after row, in which kind of pass, and what is sent back. */
  private record Case(Network network, float[] x, Pass pass, Settings settings, boolean isData) {}

  @Override
  public int run(Arguments arguments, Console console) throws IOException {
    if (arguments.operands().size() > 1) {
      throw new UsageException("propagate takes one RUN, or --arch");
    }
    if (arguments.has("corr") && (arguments.has("data") || !arguments.operands().isEmpty())) {
      throw new UsageException(
          "--corr draws pairs of normals: leave RUN, MODEL.onnx and --data out");
    }
    if (!arguments.operands().isEmpty() && ModelPropagation.isModel(arguments.operands().get(0))) {
      OnnxModel model = ModelFiles.model(arguments);
      return ModelPropagation.run(arguments, model, ModelFiles.outside(arguments, model), console);
    }
    int rows = (int) arguments.whole("rows", 1024, 1, 10_000_000);
    Format format = arguments.choice("format", Format.TEXT);
    if (format == Format.JSON) {
      throw new UsageException("--format json is for model files (.onnx)");
    }
    Optional<PictureFile> plot = Plots.file(arguments);
    Optional<PageFile> page = PageFile.of(arguments);
    try (Engine engine = Engines.start(arguments.threads(), console)) {
      Case of =
          SettingOptions.checked(
              () ->
                  arguments.operands().isEmpty()
                      ? untrained(arguments, rows, console, engine)
                      : trained(arguments, rows, engine));
      report(of, arguments, format, plot, page, console);
    }
    return ExitCode.DONE;
  }

  private Case trained(Arguments arguments, int rows, Engine engine) throws IOException {
    RunFolder folder = EvaluateCommand.run(this, arguments, 1);
    if (arguments.has("arch") || arguments.has("shape")) {
      throw new UsageException("a RUN has its own architecture: leave --arch and --shape out");
    }
    TrainedRun run = TrainedRun.open(folder, engine);
    Optional<String> data = Optional.ofNullable(arguments.text("data", null));
    float[] x =
        run.inputs()
            .features(run.answered(data, Optional.empty(), DataCommand.folder(arguments)), rows);
    String seed = SettingOptions.given(arguments).get(Setting.SEED);
    Settings settings = seed == null ? run.settings() : run.settings().with(Setting.SEED, seed);
    return new Case(run.network(), x, Pass.EVALUATION, settings, true);
  }

  private static Case untrained(Arguments arguments, int rows, Console console, Engine engine)
      throws IOException {
    Settings settings = SettingOptions.checked(() -> Settings.of(SettingOptions.given(arguments)));
    String arch = settings.text(Setting.ARCH);
    if (arch.isEmpty()) {
      throw new UsageException("propagate needs a RUN, or --arch such as --arch '20xF(256)-F(10)'");
    }
    ComputedConstants constants = new ComputedConstants(console);
    if (!settings.text(Setting.DATA).isEmpty()) {
      Problem problem = Problem.open(settings, DataCommand.folder(arguments));
      Network network =
          UntrainedNetwork.of(settings, problem, constants, engine, console.err()::println);
      float[] x = problem.inputs().features(problem.heldOut(), rows);
      return new Case(network, x, Pass.training(1), settings, true);
    }
    Shape shape = shape(arguments.text("shape", "256"));
    Network network = UntrainedNetwork.of(settings, shape, constants, engine);
    float[] x = new float[Math.multiplyExact(rows, shape.size())];
    UniformRandomProvider random = Draws.of(settings.seed(), "propagate");
    ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(random);
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) normal.sample();
    }
    return new Case(network, x, Pass.training(1), settings, false);
  }

  private static Shape shape(String text) {
    SampleShape shape = SampleShape.parse(text);
    return new Shape(shape.channels(), shape.height(), shape.width());
  }

  private static void report(
      Case of,
      Arguments arguments,
      Format format,
      Optional<PictureFile> plot,
      Optional<PageFile> page,
      Console console)
      throws IOException {
    Network network = of.network();
    int size = network.input().size();
    int rows = of.x().length / size;
    Propagation propagation = new Propagation(network, of.pass(), of.settings().seed());
    for (int done = 0; done < rows; done += network.maxBatch()) {
      int n = Math.min(network.maxBatch(), rows - done);
      float[] part = Arrays.copyOfRange(of.x(), done * size, (done + n) * size);
      propagation.add(part, n);
    }
    List<LayerStatistics> measured = propagation.layers();
    List<LayerStatistics> predicted =
        Prediction.of(
            network,
            propagation.input(),
            of.pass(),
            new CachedRows(FEW)::row,
            new ExactCorrelations(),
            neighbours(of));
    PropagationTable table = new PropagationTable(network.graph().nodes(), measured, predicted);
    boolean asCsv = format == Format.CSV;
    if (!asCsv || !arguments.has("corr")) {
      console.out().print(asCsv ? table.csv() : table.text(propagation.input()));
    }
    if (arguments.has("corr")) {
      double r = PairDepth.correlation(arguments);
      PairDepth.print(network, predicted, r, of.pass(), of.settings().seed(), asCsv, console);
    }
    if (arguments.has("singular-values")) {
      singularValues(of, console);
    }
    if (plot.isPresent()) {
      plot.get().write(table.drawing());
    }
    if (page.isPresent()) {
      String name = String.join(" ", arguments.operands());
      page.get()
          .write(
              LayerSignal.page(
                  name, of.settings(), rows, propagation.input(), table, Version.current()));
    }
  }

  /** Pixels of data correlate; the normals that are drawn here do not. */
  private static PlaneCorrelation neighbours(Case of) {
    Shape shape = of.network().input();
    return of.isData()
        ? PlaneCorrelation.of(
            of.x(), of.x().length / shape.size(), shape.channels(), shape.height(), shape.width())
        : PlaneCorrelation.NONE;
  }

  private static void singularValues(Case of, Console console) {
    float[] first = Arrays.copyOf(of.x(), of.network().input().size());
    double[] values = Jacobian.singularValues(of.network(), first);
    double squares = 0;
    for (double value : values) {
      squares += value * value;
    }
    console
        .out()
        .println(
            String.format(
                Locale.ROOT,
                "singular values of the Jacobian: largest %.4g, median %.4g, least %.4g, root mean"
                    + " square %.4g",
                values[0],
                values[values.length / 2],
                values[values.length - 1],
                Math.sqrt(squares / values.length)));
  }

  /**
   * Settings that say what goes through what; not loaded where only the command's name is asked.
   */
  private static final class Own {
    static final List<Setting> SETTINGS =
        Stream.of(
                List.of(Setting.DATA),
                TableSettings.ALL,
                List.of(Setting.INPUT, Setting.INPUT_FLOOR),
                Setting.ofNetwork(),
                List.of(Setting.INIT, Setting.SEED))
            .flatMap(List::stream)
            .toList();
  }
}
