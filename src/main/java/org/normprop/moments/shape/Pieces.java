package org.normprop.moments.shape;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.normprop.function.enclosure.Enclosure;
import org.normprop.function.stage.Activation;
import org.normprop.moments.quadrature.MissingMomentException;
import org.normprop.moments.quadrature.OutOfReachException;

/**
 * An activation cut into pieces on which it is constant or monotone. The cuts are its kinks and its
 * turning points, which lie where {@link Cells} shows that it rises on one side and falls on the
 * other; of an activation that does not know itself on intervals, where the derivative changes its
 * sign on a grid.
 *
 * <p>Immutable.
 *
 * @param pieces where it is strictly monotone, ascending
 * @param flats where it is constant, ascending
 */
public record Pieces(List<MonotonePiece> pieces, List<FlatPiece> flats) {

  /** More pieces than this cost too much. */
  private static final int MAX_PIECES = 100;

  /** Equally spaced points over the range that matters. */
  private static final int GRID = 512;

  /** Points in a doubling of |x|, over the whole range. */
  private static final int POINTS_IN_OCTAVE = 4;

  /**
   * A jump against the direction that makes no difference, as a part of how far f moves beside it:
   * softplus where it becomes linear. The maximum is then not f of the maximum only if two inputs
   * are as near to each other as the jump is small, and by no more than the jump.
   */
  private static final double SMALL_JUMP = 1e-9;

  /** Jumps of so many units in the last place are rounding. */
  private static final double ROUNDING = 16;

  /** Where a function may show that it knows itself. */
  private static final int LOOKS = 7;

  /** Where the doublings start. */
  private static final double SMALLEST = 0x1p-10;

  /**
   * Cuts an activation.
   *
   * @param f the activation
   * @param hull the range of interest
   * @param bulk the range where most of the probability is, and turning points are searched finely
   * @param flats where f is constant
   */
  public static Pieces of(Activation f, Interval hull, Interval bulk, List<FlatPiece> flats) {
    double[] grid = grid(f, hull, bulk);
    if (grid.length == 0) {
      throw MissingMomentException.undefined(hull.low() / 2 + hull.high() / 2);
    }
    double low = Double.isNaN(f.value(hull.low())) ? grid[0] : hull.low();
    double high = Double.isNaN(f.value(hull.high())) ? grid[grid.length - 1] : hull.high();
    double[] ends =
        Stream.of(
                DoubleStream.of(low, high),
                Arrays.stream(f.kinks()),
                flats.stream().flatMapToDouble(FlatPiece::ends))
            .flatMapToDouble(part -> part)
            .filter(x -> x >= low && x <= high)
            .sorted()
            .distinct()
            .toArray();
    List<MonotonePiece> pieces = new ArrayList<>();
    for (int i = 0; i + 1 < ends.length; i++) {
      double[] points = between(grid, ends[i], ends[i + 1]);
      if (points.length == 2) {
        points = between(new double[] {(points[0] + points[1]) / 2}, points[0], points[1]);
      }
      if (!isFlat(points[1], flats)) {
        cut(f, points, hull, bulk, pieces);
      }
      if (pieces.size() > MAX_PIECES) {
        throw new OutOfReachException(f.text() + " turns too often");
      }
    }
    return new Pieces(List.copyOf(pieces), flats);
  }

  /** Whether an activation knows itself on intervals somewhere in a range. */
  public static boolean isKnown(Activation f, Interval range) {
    for (int i = 1; i < LOOKS; i++) {
      double x = range.low() + range.width() * i / LOOKS;
      if (f.enclose(Enclosure.point(x)).slope().width() <= Double.MAX_VALUE) {
        return true;
      }
    }
    return false;
  }

  private static boolean isFlat(double x, List<FlatPiece> flats) {
    return flats.stream().anyMatch(flat -> flat.contains(x));
  }

  private static double[] grid(Activation f, Interval hull, Interval bulk) {
    double largest = Math.max(Math.abs(hull.low()), Math.abs(hull.high()));
    double factor = StrictMath.pow(2, 1.0 / POINTS_IN_OCTAVE);
    int octaves = 0;
    for (double x = SMALLEST; x < largest; x *= factor) {
      octaves++;
    }
    double[] grid = new double[GRID + 1 + 2 * octaves];
    int count = 0;
    for (int i = 0; i <= GRID; i++) {
      grid[count++] = bulk.low() + bulk.width() * i / GRID;
    }
    for (double x = SMALLEST; x < largest; x *= factor) {
      grid[count++] = x;
      grid[count++] = -x;
    }
    Arrays.sort(grid);
    int kept = 0;
    for (double x : grid) {
      boolean isNew = kept == 0 || x != grid[kept - 1];
      if (isNew && !Double.isNaN(f.value(x))) {
        grid[kept++] = x;
      }
    }
    return Arrays.copyOf(grid, kept);
  }

  /** Cuts an interval without kinks at its turning points; points holds its ends too. */
  private static void cut(
      Activation f, double[] points, Interval hull, Interval bulk, List<MonotonePiece> pieces) {
    double[] rest = points;
    int direction = 0;
    double last = points[0]; // the end of the last part with the piece's direction
    for (Run run : runs(f, points, bulk)) {
      if (run.direction == -direction) {
        double turn = turningPoint(f, last, run.low, direction);
        pieces.add(new MonotonePiece(f, between(rest, rest[0], turn), hull));
        rest = between(rest, turn, rest[rest.length - 1]);
      }
      direction = run.direction;
      last = run.high;
    }
    pieces.add(new MonotonePiece(f, rest, hull));
  }

  /** A part on which f rises (1) or falls (-1). */
  private record Run(double low, double high, int direction) {}

  /** By proof where f is known on intervals, else at the points alone. */
  private static List<Run> runs(Activation f, double[] points, Interval bulk) {
    Interval range = new Interval(points[0], points[points.length - 1]);
    List<Run> runs = new ArrayList<>();
    if (f.enclose(Enclosure.point(points[1])).slope().width() <= Double.MAX_VALUE) {
      for (Cells.Cell cell : Cells.of(f, range, bulk).cells()) {
        if (cell.kind() == Cells.Kind.RISES || cell.kind() == Cells.Kind.FALLS) {
          runs.add(new Run(cell.low(), cell.high(), cell.kind() == Cells.Kind.RISES ? 1 : -1));
        }
      }
      return near(runs, bulk);
    }
    for (double x : Arrays.copyOfRange(points, 1, points.length - 1)) {
      int sign = (int) Math.signum(f.derivative(x));
      if (sign != 0) {
        runs.add(new Run(x, x, sign));
      }
    }
    return runs;
  }

  /**
   * Runs in the range that matters, and on each side as far as f goes on in the same direction and
   * to the first in the other: farther turns would only cost time.
   */
  private static List<Run> near(List<Run> runs, Interval bulk) {
    int first = 0;
    int last = runs.size() - 1;
    while (first < last && runs.get(first).high <= bulk.low()) {
      first++;
    }
    while (last > first && runs.get(last).low >= bulk.high()) {
      last--;
    }
    int low = first;
    while (low > 0 && runs.get(low).direction == runs.get(first).direction) {
      low--;
    }
    int high = last;
    while (high < runs.size() - 1 && runs.get(high).direction == runs.get(last).direction) {
      high++;
    }
    return runs.isEmpty() ? runs : runs.subList(low, high + 1);
  }

  /** Two ends, and those of the points that lie between them. */
  private static double[] between(double[] points, double low, double high) {
    int from = 0;
    while (from < points.length && !(points[from] > low)) {
      from++;
    }
    int to = from;
    while (to < points.length && points[to] < high) {
      to++;
    }
    double[] all = new double[to - from + 2];
    all[0] = low;
    System.arraycopy(points, from, all, 1, to - from);
    all[all.length - 1] = high;
    return all;
  }

  /** Where the derivative leaves the given sign, between two points. */
  private static double turningPoint(Activation f, double low, double high, int direction) {
    double a = low;
    double b = high;
    if (!(a < b)) {
      return high;
    }
    while (true) {
      double middle = a + (b - a) / 2;
      if (!(middle > a && middle < b)) {
        return b;
      }
      if (direction * f.derivative(middle) > 0) {
        a = middle;
      } else {
        b = middle;
      }
    }
  }

  /** Whether f never falls (direction 1) or never rises (-1) in a range, jumps included. */
  public boolean isMonotone(int direction, Interval range) {
    List<Step> steps =
        Stream.concat(pieces.stream().map(Step::of), flats.stream().map(Step::of))
            .filter(step -> step.high > range.low() && step.low < range.high())
            .sorted(Comparator.comparingDouble(Step::low))
            .toList();
    double previous = direction * Double.NEGATIVE_INFINITY;
    double moved = 0;
    for (Step step : steps) {
      double jump = direction * (step.lowValue - previous);
      double moves = direction * (step.highValue - step.lowValue);
      double small = Math.max(SMALL_JUMP * Math.min(moved, moves), ROUNDING * Math.ulp(previous));
      if (moves < 0 || jump < -small) {
        return false;
      }
      previous = step.highValue;
      moved = moves;
    }
    return true;
  }

  private record Step(double low, double high, double lowValue, double highValue) {
    static Step of(MonotonePiece p) {
      return new Step(p.low(), p.high(), p.lowValue(), p.highValue());
    }

    static Step of(FlatPiece p) {
      return new Step(p.range().low(), p.range().high(), p.value(), p.value());
    }
  }
}
