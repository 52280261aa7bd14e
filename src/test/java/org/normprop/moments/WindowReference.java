package org.normprop.moments;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.DoubleStream;

/**
 * The largest of n values of a function that turns, by brute force in double-double arithmetic.
 *
 * <p>The function is cut where it turns. At every node x of Gauss' rule the parts of the line where
 * it is smaller than at x are found by Newton's method on every piece; their probability to the
 * power n - 1, times n, is the density of x being the largest's. Panels next to a cut, or to a
 * place where the function takes a value that it has at a cut, are integrated over the root of the
 * distance.
 */
final class WindowReference {

  private static final int MOST_STEPS = 300;

  /** Standard deviations beyond which nothing is left, even of what is nothing before. */
  private static final double FAR = 13;

  /** What lies nearer to a limit does not count. */
  private static final double LEAST = 1e-28;

  /** An end of a part of the line, and what lies below and above it. */
  private record Mark(DoubleDouble x, DoubleDouble below, DoubleDouble above) {
    DoubleDouble to(Mark other) {
      return below.high() < 0.5 ? other.below.minus(below) : above.minus(other.above);
    }
  }

  private record Piece(Mark low, Mark high, DoubleDouble lowValue, DoubleDouble highValue) {
    boolean rises() {
      return lowValue.minus(highValue).high() < 0;
    }

    boolean takes(DoubleDouble y) {
      return lowValue.minus(y).high() < 0 != highValue.minus(y).high() < 0;
    }
  }

  /** A node of the rule: place, width, value and slope, and ends of parts with smaller values. */
  record Node(DoubleDouble x, DoubleDouble width, DoubleDouble[] y, double[] smaller) {}

  private final TurningFunction turning;
  private final LawReference law;
  private final DoubleDouble[][] rule;
  private final List<Piece> pieces = new ArrayList<>();
  private final List<Mark> marks = new ArrayList<>(); // of the last node, four a piece
  private final double[] cuts;

  /** Where values are taken that the function has at the ends, which it may near without end. */
  private final double[] limits;

  WindowReference(TurningFunction turning, LawReference law, DoubleDouble[][] rule) {
    this.turning = turning;
    this.law = law;
    this.rule = rule;
    double low = law.ends()[0];
    double high = law.ends()[law.ends().length - 1];
    List<DoubleDouble> places = new ArrayList<>(List.of(dd(low), dd(high)));
    for (double[] bracket : turning.turns()) {
      DoubleDouble turn = turn(bracket[0], bracket[1]); // a bracket may reach beyond an end
      if (turn.high() > low && turn.high() < high) {
        places.add(turn);
      }
    }
    Arrays.stream(turning.kinks()).filter(x -> x > low && x < high).forEach(x -> places.add(dd(x)));
    places.sort((a, b) -> Double.compare(a.minus(b).high(), 0));
    for (int i = 0; i + 1 < places.size(); i++) {
      DoubleDouble a = places.get(i);
      DoubleDouble b = places.get(i + 1);
      pieces.add(new Piece(mark(a), mark(b), value(a), value(b)));
    }
    TreeSet<Double> all = new TreeSet<>();
    TreeSet<Double> limits = new TreeSet<>();
    for (DoubleDouble end : List.of(dd(low), dd(high))) {
      DoubleDouble y = value(end);
      pieces.stream()
          .filter(piece -> piece.takes(y))
          .map(piece -> inverse(piece, y, dd(Double.NaN)).high())
          .filter(x -> x > low && x < high)
          .forEach(x -> limits.add(Math.abs(x) < 1e-25 ? 0 : x));
    }
    for (double end : law.ends()) {
      places.add(dd(end)); // where a density may have a kink
    }
    for (DoubleDouble place : places) {
      all.add(place.high());
      DoubleDouble y = value(place);
      pieces.stream()
          .filter(piece -> piece.takes(y))
          .forEach(piece -> all.add(inverse(piece, y, dd(Double.NaN)).high()));
    }
    all.addAll(limits);
    cuts = all.stream().mapToDouble(x -> x).toArray();
    this.limits = limits.stream().mapToDouble(x -> x).toArray();
  }

  private static DoubleDouble dd(double x) {
    return DoubleDouble.of(x);
  }

  private DoubleDouble value(DoubleDouble x) {
    return turning.f().at(x)[0];
  }

  private Mark mark(DoubleDouble x) {
    return new Mark(x, law.below().apply(x), law.above().apply(x));
  }

  private DoubleDouble turn(double low, double high) {
    DoubleDouble a = dd(low);
    DoubleDouble b = dd(high);
    boolean rises = turning.f().at(a)[1].high() > 0;
    for (int i = 0; i < 110; i++) {
      DoubleDouble middle = a.plus(b).times(0.5);
      if (turning.f().at(middle)[1].high() > 0 == rises) {
        a = middle;
      } else {
        b = middle;
      }
    }
    return b;
  }

  /** Newton's method, kept inside a bracket. */
  private DoubleDouble inverse(Piece piece, DoubleDouble y, DoubleDouble guess) {
    DoubleDouble a = piece.low.x;
    DoubleDouble b = piece.high.x;
    DoubleDouble x = guess;
    for (int i = 0; i < MOST_STEPS; i++) {
      if (!(x.minus(a).high() > 0 && x.minus(b).high() < 0)) {
        x = a.plus(b).times(0.5);
      }
      DoubleDouble[] at = turning.f().at(x);
      DoubleDouble rest = at[0].minus(y);
      if (rest.high() == 0) {
        return x;
      }
      if (rest.high() < 0 == piece.rises()) {
        a = x;
      } else {
        b = x;
      }
      DoubleDouble next = x.minus(rest.over(at[1]));
      boolean isInside = next.minus(a).high() > 0 && next.minus(b).high() < 0;
      if (!isInside || i % 4 == 3 && i > 8) {
        next = a.plus(b).times(0.5);
      }
      double step = Math.abs(next.minus(x).high());
      x = next;
      if (step <= 1e-31 * Math.abs(x.high()) || step < 1e-45) {
        return x;
      }
    }
    return x;
  }

  /** How long a panel may be. */
  private double longest(double x, double scale) {
    double most =
        scale < law.scale() / 2 ? scale : Math.max(scale, Math.abs(x - law.middle()) / 32);
    for (double[] feature : turning.features()) {
      most = Math.min(most, Math.max(feature[1] / 2, Math.abs(x - feature[0]) / 8));
    }
    return most;
  }

  /** Panels, none longer than its distance from cuts that are not its ends. */
  private void panels(double a, double b, double scale, List<double[]> panels) {
    double distance = Double.POSITIVE_INFINITY;
    for (double cut : cuts) {
      distance = Math.min(distance, cut < a ? a - cut : cut > b ? cut - b : distance);
    }
    double middle = a + (b - a) / 2;
    boolean isLong = b - a > Math.min(distance, longest(middle, scale));
    boolean isAtLimit = isLimit(a) || isLimit(b);
    if ((isLong || isCut(a) && isCut(b) || isAtLimit && b - a > LEAST)
        && middle > a
        && middle < b) {
      panels(a, middle, scale, panels);
      panels(middle, b, scale, panels);
    } else {
      panels.add(new double[] {a, b});
    }
  }

  private boolean isCut(double x) {
    return Arrays.binarySearch(cuts, x) >= 0;
  }

  private boolean isLimit(double x) {
    return Arrays.binarySearch(limits, x) >= 0;
  }

  /** What happens at every node; {@code marks} hold what is smaller there and what is not. */
  private void each(double scale, java.util.function.Consumer<Node> visitor) {
    List<double[]> panels = new ArrayList<>();
    double[] ends =
        DoubleStream.concat(Arrays.stream(law.ends()), Arrays.stream(cuts))
            .sorted()
            .distinct()
            .toArray();
    for (int i = 0; i + 1 < ends.length; i++) {
      panels(ends[i], ends[i + 1], scale, panels);
    }
    DoubleDouble[] guesses = new DoubleDouble[pieces.size()];
    Arrays.fill(guesses, dd(Double.NaN));
    for (double[] panel : panels) {
      DoubleDouble a = dd(panel[0]);
      DoubleDouble length = dd(panel[1]).minus(a);
      for (DoubleDouble[] node : rule) {
        DoubleDouble t = node[0].plus(DoubleDouble.ONE).times(0.5);
        DoubleDouble w = node[1].times(0.5);
        if (isCut(panel[0])) { // x = a + length t^2
          w = w.times(t).times(2);
          t = t.times(t);
        } else if (isCut(panel[1])) { // x = b - length t^2
          w = w.times(t).times(2);
          t = DoubleDouble.ONE.minus(t.times(t));
        }
        visitor.accept(node(a.plus(length.times(t)), length.times(w), guesses));
      }
    }
  }

  private Node node(DoubleDouble x, DoubleDouble width, DoubleDouble[] guesses) {
    DoubleDouble[] y = turning.f().at(x);
    int own = 0;
    while (own + 1 < pieces.size() && pieces.get(own).high.x.minus(x).high() <= 0) {
      own++;
    }
    marks.clear();
    for (int i = 0; i < pieces.size(); i++) {
      Piece piece = pieces.get(i);
      Mark low = piece.low;
      Mark high = piece.high;
      Mark at = piece.lowValue.minus(y[0]).high() < 0 == piece.rises() ? high : low;
      if (i == own || piece.takes(y[0])) {
        guesses[i] = i == own ? x : inverse(piece, y[0], guesses[i]);
        at = mark(guesses[i]);
      }
      marks.addAll(piece.rises() ? List.of(low, at, at, high) : List.of(at, high, low, at));
    }
    double[] smaller = new double[marks.size() / 2];
    for (int i = 0; i < smaller.length; i++) {
      smaller[i] = marks.get(i / 2 * 4 + i % 2).x.minus(dd(law.middle())).value();
    }
    return new Node(x, width, y, smaller);
  }

  /** F^exponent at the last node, from whichever side is smaller. */
  private DoubleDouble power(int exponent) {
    DoubleDouble below = DoubleDouble.ZERO;
    DoubleDouble above = DoubleDouble.ZERO;
    for (int i = 0; i < marks.size(); i += 4) {
      below = below.plus(marks.get(i).to(marks.get(i + 1)));
      above = above.plus(marks.get(i + 2).to(marks.get(i + 3)));
    }
    DoubleDouble base = above.high() < 0.5 ? DoubleDouble.ONE.minus(above) : below;
    DoubleDouble power = DoubleDouble.ONE;
    for (int bits = exponent; bits > 0; bits >>= 1) {
      power = (bits & 1) == 1 ? power.times(base) : power;
      base = base.times(base);
    }
    return power;
  }

  /** Of n independent inputs: the probabilities' sum, mean, std, backward constant. */
  double[] independent(int n) {
    List<DoubleDouble[]> points = new ArrayList<>(); // weight, value, slope
    each(
        n > 8 ? law.scale() / 2 : law.scale(),
        node -> {
          DoubleDouble density = law.density().apply(node.x).times(n).times(power(n - 1));
          points.add(new DoubleDouble[] {node.width.times(density), node.y[0], node.y[1]});
        });
    return moments(points, n);
  }

  private static double[] moments(List<DoubleDouble[]> points, int n) {
    DoubleDouble mass = DoubleDouble.ZERO;
    DoubleDouble mean = DoubleDouble.ZERO;
    DoubleDouble square = DoubleDouble.ZERO;
    DoubleDouble slope = DoubleDouble.ZERO;
    for (DoubleDouble[] p : points) {
      mass = mass.plus(p[0]);
      mean = mean.plus(p[0].times(p[1]));
      slope = slope.plus(p[0].times(p[2]).times(p[2]));
    }
    mean = mean.over(mass);
    for (DoubleDouble[] p : points) {
      DoubleDouble d = p[1].minus(mean);
      square = square.plus(p[0].times(d).times(d));
    }
    return new double[] {
      mass.minus(DoubleDouble.ONE).value(),
      mean.value(),
      square.over(mass).sqrt().value(),
      slope.over(mass).over(dd(n)).sqrt().value()
    };
  }

  /**
   * Of n normals that correlate equally, of mean law.middle(): given what they have in common they
   * are independent, and over that a trapezoidal sum is taken. In doubles.
   */
  double[] correlated(int n, double std, double rho) {
    double own = std * Math.sqrt(1 - rho);
    double common = std * Math.sqrt(rho);
    List<Node> nodes = new ArrayList<>();
    each(own / (n > 8 ? 4 : 2), nodes::add);
    double step = Math.PI / Math.sqrt(20 * (1 + n * rho / (1 - rho)));
    double[] weights = new double[nodes.size()];
    double[] places =
        nodes.stream().mapToDouble(v -> v.x.minus(dd(law.middle())).value()).toArray();
    for (double u = -Math.ceil(FAR / step) * step; u < FAR; u += step) {
      double center = common * u;
      double outer = step * NormalDoubles.density(u) / own * n;
      int from = Math.max(0, -1 - Arrays.binarySearch(places, center - FAR * own));
      for (int i = from; i < places.length && places[i] < center + FAR * own; i++) {
        double z = (places[i] - center) / own;
        double below = 0;
        double[] ends = nodes.get(i).smaller;
        for (int k = 0; k < ends.length; k += 2) {
          below += NormalDoubles.between((ends[k] - center) / own, (ends[k + 1] - center) / own);
        }
        weights[i] += outer * NormalDoubles.density(z) * Math.pow(below, n - 1);
      }
    }
    List<DoubleDouble[]> points = new ArrayList<>();
    for (int i = 0; i < weights.length; i++) {
      Node node = nodes.get(i);
      points.add(new DoubleDouble[] {node.width.times(weights[i]), node.y[0], node.y[1]});
    }
    return moments(points, n);
  }
}
