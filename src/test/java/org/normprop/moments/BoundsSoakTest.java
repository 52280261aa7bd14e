package org.normprop.moments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.normprop.function.Unit;
import org.normprop.table.Bounded;
import org.normprop.table.Exact;
import org.normprop.table.Input;
import org.normprop.table.Quantity;

/**
 * Bounds under attack: units of the kinds on which bounds were once wrong, drawn with fixed seeds,
 * beside integrals in double-double arithmetic by brute force, cut finely wherever the function is
 * known to have a feature. Some hundreds in the usual run, thousands with {@code -Psoak}.
 */
class BoundsSoakTest {

  private static final int CASES = Integer.getInteger("normprop.bounds", 240);
  private static final int NODES = 20;
  static final DoubleDouble[][] RULE = rule();

  /** A function and its slope in double-double arithmetic. */
  @FunctionalInterface
  interface Function {
    DoubleDouble[] at(DoubleDouble x);
  }

  /**
   * What is drawn.
   *
   * @param unit its text
   * @param f value and slope
   * @param cuts where it has kinks or jumps
   * @param features places and scales of what is narrow
   */
  record Case(
      String unit,
      Function f,
      double[] cuts,
      double[][] features,
      double mean,
      double std,
      InputReference input) {

    /** Of a normal input. */
    Case(String unit, Function f, double[] cuts, double[][] features, double mean, double std) {
      this(unit, f, cuts, features, mean, std, InputReference.normal(mean, std));
    }

    Case under(InputReference other) {
      return new Case(unit, f, cuts, features, mean, std, other);
    }
  }

  private static DoubleDouble dd(double x) {
    return DoubleDouble.of(x);
  }

  private static DoubleDouble[][] rule() {
    DoubleDouble[][] rule = new DoubleDouble[NODES][];
    for (int i = 0; i < NODES; i++) {
      DoubleDouble x = dd(Math.cos(Math.PI * (i + 0.75) / (NODES + 0.5)));
      DoubleDouble slope = DoubleDouble.ONE;
      for (int step = 0; step < 6; step++) {
        DoubleDouble before = DoubleDouble.ONE;
        DoubleDouble p = x;
        for (int k = 2; k <= NODES; k++) {
          DoubleDouble next = x.times(p).times(2 * k - 1).minus(before.times(k - 1)).over(dd(k));
          before = p;
          p = next;
        }
        slope = x.times(p).minus(before).times(NODES).over(x.times(x).minus(DoubleDouble.ONE));
        x = x.minus(p.over(slope));
      }
      DoubleDouble weight =
          dd(2).over(DoubleDouble.ONE.minus(x.times(x)).times(slope).times(slope));
      rule[i] = new DoubleDouble[] {x, weight};
    }
    return rule;
  }

  /** Mean, std, rms slope; the density may lack a factor. */
  static double[] reference(Case c) {
    double[] ends = ends(c);
    DoubleDouble[] sums = new DoubleDouble[3];
    Arrays.fill(sums, DoubleDouble.ZERO);
    DoubleDouble mass = DoubleDouble.ZERO;
    List<DoubleDouble[]> points = new ArrayList<>(); // weight, value
    for (int i = 0; i + 1 < ends.length; i++) {
      DoubleDouble radius = dd(ends[i + 1]).minus(dd(ends[i])).times(0.5);
      DoubleDouble middle = dd(ends[i + 1]).plus(dd(ends[i])).times(0.5);
      for (DoubleDouble[] node : RULE) {
        DoubleDouble x = middle.plus(radius.times(node[0]));
        DoubleDouble weight = radius.times(node[1]).times(c.input.density().at(x));
        DoubleDouble[] y = c.f.at(x);
        mass = mass.plus(weight);
        sums[0] = sums[0].plus(weight.times(y[0]));
        sums[2] = sums[2].plus(weight.times(y[1]).times(y[1]));
        points.add(new DoubleDouble[] {weight, y[0]});
      }
    }
    sums[0] = sums[0].over(mass);
    for (DoubleDouble[] point : points) {
      DoubleDouble d = point[1].minus(sums[0]);
      sums[1] = sums[1].plus(point[0].times(d).times(d));
    }
    return new double[] {
      sums[0].value(), sums[1].over(mass).sqrt().value(), sums[2].over(mass).sqrt().value()
    };
  }

  /** The input's pieces, and those of half a scale up to forty scales around every feature. */
  private static double[] ends(Case c) {
    double[] pieces = c.input.ends();
    double low = pieces[0];
    double high = pieces[pieces.length - 1];
    DoubleStream.Builder ends = DoubleStream.builder();
    Arrays.stream(pieces).forEach(ends::add);
    Arrays.stream(c.cuts).forEach(ends::add);
    for (double[] feature : c.features) {
      for (double k = 0; k <= 40; k += 0.5) {
        ends.add(feature[0] + k * feature[1]);
        ends.add(feature[0] - k * feature[1]);
      }
      for (double w = 40 * feature[1]; w < high - low; w *= 1.2) {
        ends.add(feature[0] + w);
        ends.add(feature[0] - w);
      }
    }
    return ends.build().filter(x -> x >= low && x <= high).sorted().distinct().toArray();
  }

  private static double power(SplittableRandom random, double low, double high) {
    return Double.parseDouble(
        String.format(Locale.ROOT, "%.6g", StrictMath.pow(10, random.nextDouble(low, high))));
  }

  private static double number(SplittableRandom random, double low, double high) {
    return Math.rint(random.nextDouble(low, high) * 1e5) / 1e5;
  }

  private static DoubleDouble[] linear(DoubleDouble x, double a) {
    return new DoubleDouble[] {x.times(a), dd(a)};
  }

  private static DoubleDouble[] constant(double c) {
    return new DoubleDouble[] {dd(c), DoubleDouble.ZERO};
  }

  /** Every second case under a normal input. */
  static Case draw(SplittableRandom random) {
    Case c = drawNormal(random);
    return random.nextBoolean() ? c : c.under(InputReference.draw(random, c.mean, c.std));
  }

  private static Case drawNormal(SplittableRandom random) {
    double std = power(random, -2, 3);
    double c = number(random, -3, 3);
    double mean = number(random, -3, 3) * (random.nextBoolean() ? 1 : std);
    mean = Math.max(-50, Math.min(50, mean));
    double w = power(random, -4, 0);
    double h = power(random, -4, 1);
    return switch (random.nextInt(10)) {
      case 0, 1 -> bump(c, w, h, mean, std);
      case 2 -> {
        double d = Math.min(w, std);
        Function f =
            x -> x.minus(dd(c)).abs().minus(dd(d)).high() < 0 ? linear(x, 2) : constant(0.25);
        double[] cuts = {c - d, c + d};
        yield new Case(
            "expr:if(abs(x-" + c + ")<" + d + ",2*x,0.25)",
            f,
            cuts,
            new double[][] {{c, d}},
            mean,
            std);
      }
      case 3 -> new Case("celu:alpha=" + w, x -> celu(x, w), at(0), around(0, w), mean, std);
      case 4 -> softplus(1 / w, number(random, 1, 20), mean, std);
      case 5 -> {
        double left = -0.5 / (1 / w);
        double right = 0.5 / (1 / w);
        Function f =
            x ->
                x.high() <= left
                    ? constant(0)
                    : x.high() >= right
                        ? constant(1)
                        : new DoubleDouble[] {x.times(1 / w).plus(dd(0.5)), dd(1 / w)};
        yield new Case(
            "hard_sigmoid:slope=" + 1 / w, f, new double[] {left, right}, around(0, w), mean, std);
      }
      case 6 -> {
        Function f =
            x -> {
              DoubleDouble t = x.minus(dd(c)).over(dd(w));
              DoubleDouble y = DoubleDouble.ONE.over(DoubleDouble.ONE.plus(t.times(t)));
              return new DoubleDouble[] {y, y.times(y).times(t).times(-2).over(dd(w))};
            };
        yield new Case("expr:1/(1+((x-" + c + ")/" + w + ")^2)", f, at(), around(c, w), mean, std);
      }
      case 7 -> {
        Function f =
            x -> {
              DoubleDouble e = x.abs().negated().exp();
              DoubleDouble s = DoubleDouble.ONE.over(DoubleDouble.ONE.plus(e));
              s = x.high() < 0 ? e.times(s) : s;
              DoubleDouble slope = s.times(DoubleDouble.ONE.minus(s));
              return new DoubleDouble[] {x.times(s), s.plus(x.times(slope))};
            };
        yield new Case("silu", f, at(0), around(0, 1), mean, std);
      }
      case 8 -> {
        Function f =
            x -> {
              DoubleDouble e = x.times(x).negated().exp();
              return new DoubleDouble[] {e, x.times(e).times(-2)};
            };
        yield new Case("gaussian", f, at(), around(0, 1), mean, std);
      }
      default -> {
        Function f = x -> x.high() > c ? linear(x, 1) : constant(0.5);
        yield new Case(
            "threshold:threshold=" + c + ":value=0.5", f, at(c), around(c, std), mean, std);
      }
    };
  }

  private static double[] at(double... cuts) {
    return cuts;
  }

  private static double[][] around(double c, double w) {
    return new double[][] {{c, w}};
  }

  private static Case bump(double c, double w, double h, double mean, double std) {
    Function f =
        x -> {
          DoubleDouble t = x.minus(dd(c)).over(dd(w));
          DoubleDouble e = t.times(t).negated().exp().times(h);
          return new DoubleDouble[] {
            x.minus(e), DoubleDouble.ONE.plus(e.times(t).times(2).over(dd(w)))
          };
        };
    return new Case(
        "expr:x-" + h + "*exp(-((x-" + c + ")/" + w + ")^2)", f, at(), around(c, w), mean, std);
  }

  private static DoubleDouble[] celu(DoubleDouble x, double alpha) {
    if (x.high() > 0) {
      return linear(x, 1);
    }
    DoubleDouble e = x.over(dd(alpha)).exp();
    return new DoubleDouble[] {e.minus(DoubleDouble.ONE).times(alpha), e};
  }

  /**
   * Softplus by its series where the exponential is small, by bisection of ln nowhere: as ln(1+t).
   */
  private static Case softplus(double beta, double threshold, double mean, double std) {
    double cut = threshold / beta;
    Function f =
        x -> {
          if (x.high() > cut) {
            return linear(x, 1);
          }
          DoubleDouble u = x.times(beta);
          DoubleDouble e = u.abs().negated().exp();
          DoubleDouble ln = ln1p(e);
          DoubleDouble y = u.high() > 0 ? u.plus(ln) : ln;
          DoubleDouble s = DoubleDouble.ONE.over(DoubleDouble.ONE.plus(e));
          return new DoubleDouble[] {y.over(dd(beta)), u.high() > 0 ? s : e.times(s)};
        };
    return new Case(
        "softplus:beta=" + beta + ":threshold=" + threshold,
        f,
        at(cut, 0),
        around(0, 1 / beta),
        mean,
        std);
  }

  /** ln(1 + t) by Newton's method on e^y = 1 + t. */
  private static DoubleDouble ln1p(DoubleDouble t) {
    if (t.high() < 1e-18) {
      return t;
    }
    DoubleDouble y = dd(Math.log1p(t.high()));
    for (int i = 0; i < 2; i++) {
      DoubleDouble e = y.negated().exp();
      y = y.plus(DoubleDouble.ONE.plus(t).times(e).minus(DoubleDouble.ONE));
    }
    return y;
  }

  private static final Quantity[] QUANTITIES = {Quantity.MEAN, Quantity.STD, Quantity.BACKWARD};

  @Test
  void noNumberIsFurtherFromTheTruthThanItsBound() {
    SplittableRandom random = new SplittableRandom(20261128);
    List<String> violations = new ArrayList<>();
    int reached = 0;
    int tight = 0;
    for (int i = 0; i < CASES; i++) {
      Case c = draw(random);
      Optional<Exact> found =
          ExactMoments.of(Unit.parse(c.unit), Input.parse(c.input.text(), name -> null));
      if (found.isEmpty()) {
        continue;
      }
      reached++;
      double[] right = reference(c);
      for (int k = 0; k < 3; k++) {
        Bounded number = found.get().get(QUANTITIES[k]);
        double distance = Math.abs(number.value() - right[k]);
        // the reference stops where 1e-30 is left; double-doubles keep as much
        double own = 1e-16 * Math.abs(right[k]) + 1e-30;
        if (!Double.isNaN(number.value()) && !(distance <= number.error() + own)) {
          violations.add(
              c.unit
                  + " --input "
                  + c.input.text()
                  + ": "
                  + QUANTITIES[k]
                  + " "
                  + number
                  + ", right "
                  + right[k]);
        }
        tight += number.error() < 1e-10 * (Math.abs(right[0]) + right[1]) ? 1 : 0;
      }
    }
    assertEquals(List.of(), violations);
    assertTrue(reached > 0.97 * CASES, "reached " + reached + " of " + CASES);
    assertTrue(tight > 2.5 * reached, "tight bounds: " + tight);
  }

  /** The reference would notice: a bump that is left out, and a cut that is moved. */
  @Test
  void theReferenceTellsAWrongNumber() {
    Case c = bump(1, 0.001, 0.1, 0, 1);
    Case without = new Case("", x -> linear(x, 1), at(), around(1, 0.001), 0, 1);
    assertFalse(Math.abs(reference(c)[0] - reference(without)[0]) < 1e-6);
    double[] relu =
        reference(
            new Case(
                "", x -> x.high() > 0 ? linear(x, 1) : constant(0), at(0), around(0, 1), 0, 1));
    assertEquals(0.39894228040143267794, relu[0], 1e-16);
    assertEquals(0.58381937010354879, relu[1], 2e-16);
    assertEquals(Math.sqrt(0.5), relu[2], 2e-16);
  }
}
