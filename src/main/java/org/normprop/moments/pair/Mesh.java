package org.normprop.moments.pair;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.normprop.function.math.Special;
import org.normprop.table.Bounded;

/**
 * A curve at the nodes of Gauss-Legendre panels that are cut at its kinks and halved until a
 * polynomial follows it on each: whatever Gaussian it is multiplied by afterwards, as long as that
 * is no narrower than the panels, the integral is a sum over these nodes.
 *
 * <p>Errors are held in the norm ||f||^2 = E f(z)^2: by Cauchy and Schwarz, what is missing of f in
 * this norm times ||g|| is what E f(u) g(v) may be wrong by, whatever the correlation. Immutable.
 */
final class Mesh {

  /** More panels than this cost too much; what is not resolved then is told in the error. */
  private static final int MOST_PANELS = 30_000;

  private static final int MOST_HALVINGS = 60;

  /** Panels that matter less than this part of ||f|| need not be resolved. */
  private static final double NEGLIGIBLE = 1e-17;

  private static final double ROUNDING = 2e-15;

  /** What is cut off at both ends, as a part of ||f||^2. */
  private static final double CUT_OFF = 1e-36;

  /** Where a constant is left with that little: the mean, which is taken off. */
  private static final double LEAST_END = 12.5;

  /** Where panels are looked at besides their nodes, as parts of their width. */
  private static final double[] PROBES = {2e-4, 1e-6};

  /** Panels narrower than this hide nothing that matters. */
  private static final double NARROWEST = 1e-5;

  /** A value this far from the polynomial, relatively, shows something hidden. */
  private static final double HIDDEN = 1e-9;

  /** What a catalog function may be wrong by, in units of the last place. */
  private static final double VALUE_ROUNDING = 8;

  private final Curve curve;
  private final List<Double> starts = new ArrayList<>();
  private final List<Double> ends = new ArrayList<>();
  private double[] z = new double[1024];
  private double[] weight = new double[1024];
  private double[] length = new double[1024];
  private double[] value = new double[1024];
  private int count;
  private double unresolved; // squared
  private double rounding; // squared
  private double scale; // ||f||^2 as known so far
  private boolean broken;

  private final Bounded mean;
  private final Bounded variance;
  private double end;

  /**
   * Resolves a curve.
   *
   * @param curve the curve
   * @param widest the most that a panel may be wide
   */
  Mesh(Curve curve, double widest) {
    this.curve = curve;
    double outermost = 0;
    for (double kink : curve.kinks()) {
      outermost = Math.max(outermost, Math.abs(kink));
    }
    // Outwards from the middle, both sides at once, until nothing is left of the normal.
    double beyond = 0;
    int quiet = 0;
    double step = Math.max(widest, 0.5);
    for (double from = 0; from < Curve.END; from += step) {
      double before = scale;
      resolve(from, from + step, widest);
      resolve(-from - step, -from, widest);
      end = from + step;
      beyond = scale - before;
      quiet = beyond <= CUT_OFF * scale ? quiet + 1 : 0;
      if (quiet >= 2 && from >= LEAST_END && from > Math.min(outermost, Curve.END)) {
        break;
      }
    }
    double cutOff = Math.sqrt(beyond > CUT_OFF * scale ? 16 * beyond : CUT_OFF * scale);
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += weight[i] * value[i];
    }
    double error =
        broken ? Double.POSITIVE_INFINITY : Math.sqrt(unresolved) + Math.sqrt(rounding) + cutOff;
    double mass = Math.sqrt(scale);
    mean = new Bounded(sum, error + 16 * Bounded.UNIT_ROUNDOFF * mass);
    double squares = 0;
    double correction = 0;
    for (int i = 0; i < count; i++) {
      value[i] -= sum;
      squares += weight[i] * value[i] * value[i];
      correction += weight[i] * value[i];
    }
    double centred = squares - correction * correction;
    boolean isConstant = centred <= 0x1p-90 * scale;
    variance =
        isConstant
            ? new Bounded(0, 0)
            : new Bounded(
                centred,
                2 * error * Math.sqrt(centred)
                    + error * error
                    + 16 * Bounded.UNIT_ROUNDOFF * centred);
    missing = error;
  }

  private final double missing;

  /** A stretch, cut at kinks and where it is too wide, then halved as needed. */
  private void resolve(double from, double to, double widest) {
    int parts = (int) Math.ceil((to - from) / widest - 1e-9);
    double left = from;
    List<Double> cuts = new ArrayList<>();
    for (int i = 1; i <= parts; i++) {
      cuts.add(i == parts ? to : from + (to - from) * i / parts);
    }
    for (double kink : curve.kinks()) {
      if (kink > from && kink < to) {
        cuts.add(kink);
      }
    }
    cuts.sort(null);
    for (double right : cuts) {
      if (right > left) {
        panel(left, right);
      }
      left = right;
    }
  }

  private record Piece(double from, double to, int depth) {}

  private void panel(double from, double to) {
    Deque<Piece> open = new ArrayDeque<>();
    open.push(new Piece(from, to, 0));
    while (!open.isEmpty()) {
      Piece piece = open.pop();
      double middle = piece.from + (piece.to - piece.from) / 2;
      boolean mayHalve =
          piece.depth < MOST_HALVINGS
              && starts.size() + open.size() < MOST_PANELS
              && piece.to - piece.from
                  > 64 * Math.ulp(Math.max(Math.abs(piece.from), Math.abs(piece.to)));
      if (!add(piece, mayHalve)) {
        open.push(new Piece(middle, piece.to, piece.depth + 1));
        open.push(new Piece(piece.from, middle, piece.depth + 1));
      }
    }
  }

  /** Adds a panel if it is resolved, or must do. */
  private boolean add(Piece piece, boolean mayHalve) {
    reserve();
    double half = (piece.to - piece.from) / 2;
    double middle = piece.from + half;
    double largest = 0;
    double mass = 0;
    double square = 0;
    double noise = 0; // that the rounding of z makes
    for (int i = 0; i < Legendre.N; i++) {
      int at = count + i;
      z[at] = middle + half * Legendre.node(i);
      length[at] = half * Legendre.weight(i);
      weight[at] = length[at] * Special.normalDensity(z[at]);
      value[at] = curve.value(z[at]);
      largest = Math.max(largest, Math.abs(value[at]));
      noise = Math.max(noise, 4 * Bounded.UNIT_ROUNDOFF * Math.abs(i == 0 ? 0 : moved(at)));
      mass += weight[at];
      square += weight[at] * value[at] * value[at];
    }
    double tail = Legendre.unresolved(value, count);
    boolean isBad = !(square <= Double.MAX_VALUE) || !(tail <= Double.MAX_VALUE);
    double known = Math.sqrt(scale + square);
    boolean isResolved =
        !isBad
            && (tail <= ROUNDING * largest + noise || tail * Math.sqrt(mass) <= NEGLIGIBLE * known);
    if (mayHalve && (!isResolved || hides(piece, largest))) {
      return false;
    }
    if (isBad) {
      // Where the normal has nothing left an infinite value does no harm.
      broken |= mass > 1e-290;
      return true;
    }
    for (int i = 0; i < Legendre.N; i++) {
      int at = count + i;
      double moved = i == 0 ? 0 : moved(at);
      double wrong =
          Bounded.UNIT_ROUNDOFF * (VALUE_ROUNDING * Math.abs(value[at]) + 2 * Math.abs(moved));
      rounding += weight[at] * wrong * wrong;
    }
    unresolved += tail * tail * mass;
    scale += square;
    starts.add(piece.from);
    ends.add(piece.to);
    count += Legendre.N;
    return true;
  }

  /** By how much a value moves when its z is moved by z. */
  private double moved(int at) {
    return (value[at] - value[at - 1]) / (z[at] - z[at - 1]) * z[at];
  }

  /** Whether something narrow lies between an end and the first node. */
  private boolean hides(Piece piece, double largest) {
    double width = piece.to - piece.from;
    if (width < NARROWEST) {
      return false;
    }
    for (double inside : PROBES) {
      for (int side = -1; side <= 1; side += 2) {
        double x = side * (1 - 2 * inside);
        double at = side < 0 ? piece.from + inside * width : piece.to - inside * width;
        double apart = Math.abs(curve.value(at) - Legendre.interpolated(value, count, x));
        if (apart > HIDDEN * largest) {
          return true;
        }
      }
    }
    return false;
  }

  private void reserve() {
    if (count + Legendre.N > z.length) {
      int more = 2 * z.length;
      z = java.util.Arrays.copyOf(z, more);
      weight = java.util.Arrays.copyOf(weight, more);
      length = java.util.Arrays.copyOf(length, more);
      value = java.util.Arrays.copyOf(value, more);
    }
  }

  Curve curve() {
    return curve;
  }

  int count() {
    return count;
  }

  double z(int i) {
    return z[i];
  }

  /** The rule's weight times the normal density, so that sums are expectations. */
  double weight(int i) {
    return weight[i];
  }

  double length(int i) {
    return length[i];
  }

  double centred(int i) {
    return value[i];
  }

  Bounded mean() {
    return mean;
  }

  /** Var f(z); exactly 0 for a constant. */
  Bounded variance() {
    return variance;
  }

  /** ||f - what the nodes know of f||, rounding of f's values included. */
  double missing() {
    return missing;
  }

  /** Nothing that counts lies beyond plus or minus this. */
  double end() {
    return end;
  }

  double[] cuts() {
    return java.util.stream.DoubleStream.concat(
            starts.stream().mapToDouble(x -> x), ends.stream().mapToDouble(x -> x))
        .sorted()
        .distinct()
        .toArray();
  }
}
