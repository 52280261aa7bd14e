package org.normprop.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.normprop.cli.line.Arguments;
import org.normprop.cli.line.Console;
import org.normprop.cli.line.UsageException;
import org.normprop.data.SampleShape;
import org.normprop.function.Unit;
import org.normprop.function.stage.Activation;
import org.normprop.function.stage.Pooling;
import org.normprop.function.stage.Stage;
import org.normprop.moments.overlap.OverlapSampler;
import org.normprop.moments.overlap.SentBack;
import org.normprop.moments.overlap.SharedCells;
import org.normprop.moments.overlap.WindowGrid;
import org.normprop.moments.pair.PairMap;
import org.normprop.moments.pair.Rho;
import org.normprop.report.words.OverlapText;
import org.normprop.table.Bounded;
import org.normprop.table.Estimate;
import org.normprop.table.Input;

/** {@code kernel WINDOW... --stride N}: windows that share cells. */
final class Overlaps {

  private static final List<String> OTHERS =
      List.of("distance", "input", "hermite", "method", "critical", "variances", "q", "plot");

  private Overlaps() {}

  static void print(
      List<String> texts,
      List<Unit> units,
      List<Double> correlations,
      Arguments arguments,
      boolean asCsv,
      Console console) {
    for (String option : OTHERS) {
      if (arguments.has(option)) {
        throw new UsageException("--" + option + " does not go with --stride");
      }
    }
    for (double r : correlations) {
      if (!(r >= 0 && r <= 1)) {
        throw new UsageException(
            "with --stride, --corr must be from 0 to 1, as signals of any number of windows"
                + " correlate; got "
                + r);
      }
    }
    double rho = rho(arguments);
    List<Pooling> windows = new ArrayList<>();
    for (int i = 0; i < units.size(); i++) {
      windows.add(window(texts.get(i), units.get(i)));
    }
    List<Integer> sides = sides(windows);
    WindowGrid grid = grid(arguments, sides);
    long draws = arguments.whole("samples", 100_000, 128, 1_000_000_000);
    long seed = arguments.whole("seed", 1, Long.MIN_VALUE, Long.MAX_VALUE);
    List<OverlapText.Values> values = new ArrayList<>();
    for (int i = 0; i < units.size(); i++) {
      values.addAll(values(texts.get(i), units.get(i), grid, rho, seed, draws));
    }
    List<OverlapText.Back> backs = new ArrayList<>();
    Map<SentBack.Kind, List<Estimate>> sampled =
        new OverlapSampler(grid, seed).sentBack(correlations, draws / 10);
    for (int i = 0; i < correlations.size(); i++) {
      for (SentBack.Kind kind : SentBack.Kind.values()) {
        double r = correlations.get(i);
        backs.add(
            new OverlapText.Back(kind, r, SentBack.std(kind, grid, r), sampled.get(kind).get(i)));
      }
    }
    console
        .out()
        .print(asCsv ? OverlapText.csv(values, backs) : OverlapText.text(grid, rho, values, backs));
  }

  private static double rho(Arguments arguments) {
    double rho = arguments.number("rho", 0);
    if (rho >= 0 && rho < 1) {
      return rho;
    }
    throw new UsageException("--rho must be a number in [0, 1) here, got " + rho);
  }

  private static Pooling window(String text, Unit unit) {
    List<Stage> stages = unit.stages();
    Stage last = stages.get(stages.size() - 1);
    boolean isPlain =
        stages.subList(0, stages.size() - 1).stream().allMatch(Activation.class::isInstance);
    if (isPlain && last instanceof Pooling pooling && pooling.kind() != Pooling.Kind.LP) {
      return pooling;
    }
    throw new UsageException(
        "--stride is for units that end in a max or avg window, such as relu,max:3x3; "
            + text
            + " does not");
  }

  private static List<Integer> sides(List<Pooling> windows) {
    List<Integer> sides = windows.get(0).window();
    if (sides.size() > 2) {
      throw new UsageException("--stride is for windows in a plane, such as 3x3");
    }
    if (!windows.stream().allMatch(window -> window.window().equals(sides))) {
      throw new UsageException("with --stride all windows are of one size");
    }
    return sides.size() == 2 ? sides : List.of(1, sides.get(0));
  }

  private static WindowGrid grid(Arguments arguments, List<Integer> sides) {
    int stride = (int) arguments.whole("stride", 1, 1, 4096);
    int padding = (int) arguments.whole("padding", 0, 0, 4096);
    String image = arguments.text("image", null);
    if (padding > 0 && image == null) {
      throw new UsageException("--padding needs the borders of an --image, such as 32x32");
    }
    try {
      if (image == null) {
        return new WindowGrid(sides.get(0), sides.get(1), stride, 0, 0, 0);
      }
      SampleShape shape = SampleShape.parse("1x" + image);
      return new WindowGrid(
          sides.get(0), sides.get(1), stride, padding, shape.height(), shape.width());
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage());
    }
  }

  /** Each distance at which windows share cells, downwards and to the right. */
  private static List<OverlapText.Values> values(
      String text, Unit unit, WindowGrid grid, double rho, long seed, long draws) {
    int cells = grid.height() * grid.width();
    OptionalDouble c = behind(unit, rho);
    List<OverlapText.Values> values = new ArrayList<>();
    for (int row = 0; row * grid.stride() < grid.height(); row++) {
      for (int column = 0; column * grid.stride() < grid.width(); column++) {
        if (row + column > 0) {
          int shared =
              (grid.height() - row * grid.stride()) * (grid.width() - column * grid.stride());
          Optional<Bounded> exact =
              c.isPresent()
                  ? SharedCells.correlation(unit, cells, shared, rho, c.getAsDouble())
                  : Optional.empty();
          Estimate sampled =
              OverlapSampler.correlation(
                  unit, cells, shared, rho, seed + row * 64L + column, draws);
          values.add(new OverlapText.Values(text, row, column, shared, cells, exact, sampled));
        }
      }
    }
    return values;
  }

  /** The correlation of two cells behind the activations. */
  private static OptionalDouble behind(Unit unit, double rho) {
    int last = unit.stages().size() - 1;
    if (rho == 0 || last == 0) {
      return OptionalDouble.of(rho);
    }
    return PairMap.of(new Unit(unit.stages().subList(0, last)), Input.STANDARD)
        .map(map -> OptionalDouble.of(map.at(Rho.of(rho)).correlation().value()))
        .orElse(OptionalDouble.empty());
  }
}
