package org.normprop.moments;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.normprop.function.Unit;
import org.normprop.moments.law.Chain;
import org.normprop.moments.law.Law;
import org.normprop.moments.quadrature.OutOfReachException;
import org.normprop.moments.sample.OutputCollector;
import org.normprop.moments.sample.Sampling;
import org.normprop.moments.shape.Interval;
import org.normprop.table.Input;

/**
 * How a unit's output is distributed, in numbers that can be drawn: values of positive probability,
 * and the density of the rest.
 *
 * @param samples how many outputs the histogram was made from
 * @param edges where the histogram's bars begin and end; empty if there are only atoms
 * @param heights the density in each bar: its share of all outputs over its width, so that bars and
 *     atoms together make 1, but for what lies outside of them
 * @param curve the exact density, a stretch for every piece on which it is continuous; empty where
 *     no route gives it
 * @param atoms values of positive probability: exact where the density is, else those that come
 *     again and again among the samples
 */
public record Distribution(
    int samples,
    List<Double> edges,
    List<Double> heights,
    List<List<Value>> curve,
    List<Value> atoms) {

  /**
   * A number and the density or probability there.
   *
   * @param y the number
   * @param density its density or probability
   */
  public record Value(double y, double density) {}

  private static final int MOST_SAMPLES = 1_000_000;
  private static final double MOST_DRAWS = 2e7;
  private static final int FEWEST_SAMPLES = 10_000;
  private static final double OUTSIDE =
      0.001; // the part of the samples that may be left out, per side
  private static final int BARS = 100; // or down to half as many
  private static final int POINTS = 400;
  private static final double LEAST_ATOM = 1e-4;

  /** Copies the lists. */
  public Distribution {
    edges = List.copyOf(edges);
    heights = List.copyOf(heights);
    curve = List.copyOf(curve);
    atoms = List.copyOf(atoms);
  }

  /**
   * The distribution of a unit's output.
   *
   * @param unit the unit
   * @param input what goes into it
   * @param sampling the seed, and the most samples; a million at most are drawn
   * @return the distribution
   */
  public static Distribution of(Unit unit, Input input, Sampling sampling) {
    double affordable = Math.max(FEWEST_SAMPLES, MOST_DRAWS / unit.inputs());
    int samples = (int) Math.min(Math.min(affordable, MOST_SAMPLES), sampling.samples());
    double[] sorted = OutputCollector.sorted(unit, input, samples, sampling.seed());
    Optional<Law> law = law(unit, input);
    List<Value> atoms = law.map(Distribution::atoms).orElseGet(() -> repeated(sorted));
    double[] rest = without(sorted, atoms);
    if (rest.length == 0) {
      return new Distribution(samples, List.of(), List.of(), List.of(), atoms);
    }
    double low = rest[(int) (OUTSIDE * (rest.length - 1))];
    double high = rest[(int) Math.ceil((1 - OUTSIDE) * (rest.length - 1))];
    Interval shown = stretched(low, high, rest);
    List<Double> edges = edges(shown);
    List<List<Value>> curve = law.map(known -> curve(known, shown, POINTS)).orElse(List.of());
    return new Distribution(samples, edges, heights(rest, samples, edges), curve, atoms);
  }

  /**
   * The exact distribution between two values; nothing is drawn.
   *
   * @param unit the unit
   * @param input what goes into it
   * @param low where the density begins at the earliest
   * @param high where it ends at the latest
   * @param points about how many points of it
   * @return the distribution, without a histogram; empty where no route gives it
   */
  public static Optional<Distribution> exact(
      Unit unit, Input input, double low, double high, int points) {
    return law(unit, input)
        .map(
            law -> {
              Interval hull = law.hull();
              double from = Math.max(low, hull.low());
              double to = Math.min(high, hull.high());
              List<List<Value>> curve =
                  from < to ? curve(law, new Interval(from, to), points) : List.of();
              return new Distribution(0, List.of(), List.of(), curve, atoms(law));
            });
  }

  private static Optional<Law> law(Unit unit, Input input) {
    if (input.rho() != 0 && unit.inputs() > 1) {
      return Optional.empty();
    }
    try {
      return Chain.law(unit.stages(), Law.Base.of(input));
    } catch (OutOfReachException e) {
      return Optional.empty();
    }
  }

  private static List<Value> atoms(Law law) {
    return law.atoms().stream()
        .filter(atom -> atom.probability() >= LEAST_ATOM)
        .map(atom -> new Value(atom.value(), atom.probability()))
        .toList();
  }

  /** Values that are met more often than a density can explain. */
  private static List<Value> repeated(double[] sorted) {
    List<Value> atoms = new ArrayList<>();
    for (int i = 0; i < sorted.length; ) {
      int end = i + 1;
      while (end < sorted.length && sorted[end] == sorted[i]) {
        end++;
      }
      double share = (double) (end - i) / sorted.length;
      if (end - i > 2 && share >= LEAST_ATOM) {
        atoms.add(new Value(sorted[i], share));
      }
      i = end;
    }
    return atoms;
  }

  private static double[] without(double[] sorted, List<Value> atoms) {
    return Arrays.stream(sorted)
        .filter(y -> Double.isFinite(y) && atoms.stream().noneMatch(atom -> isAt(atom, y)))
        .toArray();
  }

  /** Samples come from block arithmetic, which may differ from the law's in the last digits. */
  private static boolean isAt(Value atom, double y) {
    return Math.abs(y - atom.y()) <= 1e-13 * Math.max(1, Math.abs(y));
  }

  /** Up to the outermost sample where that lies near: a bound such as relu's 0 is not cut off. */
  private static Interval stretched(double low, double high, double[] rest) {
    double least = rest[0];
    double most = rest[rest.length - 1];
    double reach = (high - low) / 10;
    return new Interval(least > low - reach ? least : low, most < high + reach ? most : high);
  }

  /** Edges at multiples of a round width, so that 0 and 1 are among them. */
  private static List<Double> edges(Interval range) {
    double size = Math.max(Math.abs(range.low()), Math.abs(range.high()));
    double width = roundWidth(Math.max(range.width(), 1e-9 * size + 1e-290) / BARS);
    double first = Math.floor(range.low() / width + 1e-9);
    double last = Math.max(first + 1, Math.ceil(range.high() / width - 1e-9));
    List<Double> edges = new ArrayList<>();
    for (double k = first; k <= last; k++) {
      edges.add(k * width);
    }
    return edges;
  }

  /** The next of 1, 2, 2.5 and 5 times powers of ten. */
  private static double roundWidth(double least) {
    double power = StrictMath.pow(10, Math.floor(StrictMath.log10(least)));
    for (double factor : new double[] {1, 2, 2.5, 5}) {
      if (factor * power >= least) {
        return factor * power;
      }
    }
    return 10 * power;
  }

  private static List<Double> heights(double[] rest, int samples, List<Double> edges) {
    int bars = edges.size() - 1;
    double low = edges.get(0);
    double width = (edges.get(bars) - low) / bars;
    int[] counts = new int[bars];
    for (double y : rest) {
      double place = (y - low) / width;
      if (place >= 0 && place < bars) {
        counts[(int) place]++;
      }
    }
    return Arrays.stream(counts).mapToObj(count -> count / (samples * width)).toList();
  }

  /** The density, a stretch between every two points where it may jump. */
  private static List<List<Value>> curve(Law law, Interval shown, int most) {
    double[] ends =
        Arrays.stream(law.breaks())
            .filter(y -> y > shown.low() && y < shown.high())
            .sorted()
            .toArray();
    List<List<Value>> curve = new ArrayList<>();
    double from = shown.low();
    for (int i = 0; i <= ends.length; i++) {
      double to = i < ends.length ? ends[i] : shown.high();
      int points = (int) Math.max(4, most * (to - from) / shown.width());
      List<Value> stretch = stretch(law, from, to, points);
      if (stretch.stream().anyMatch(value -> value.density() > 0)) {
        curve.add(stretch);
      }
      from = to;
    }
    return curve;
  }

  /** Mean densities of small intervals, in the middle of each and at both ends. */
  private static List<Value> stretch(Law law, double from, double to, int points) {
    double step = (to - from) / points;
    double tip = step / 20;
    List<Value> values = new ArrayList<>();
    values.add(new Value(from, density(law, from, from + tip)));
    for (int i = 0; i < points; i++) {
      double low = from + i * step;
      values.add(new Value(low + step / 2, density(law, low, low + step)));
    }
    values.add(new Value(to, density(law, to - tip, to)));
    return List.copyOf(values);
  }

  private static double density(Law law, double low, double high) {
    return law.between(low, high) / (high - low);
  }
}
