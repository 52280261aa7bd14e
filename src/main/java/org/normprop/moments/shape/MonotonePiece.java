package org.normprop.moments.shape;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import org.normprop.function.stage.Activation;

/**
 * An interval (low, high) on which an activation is strictly monotone and continuous.
 *
 * <p>Immutable.
 */
public final class MonotonePiece {

  private static final int MAX_STEPS = 200;

  /** After so many steps something is odd. */
  private static final int FEW_STEPS = 12;

  /** A step towards 0 by orders of magnitude. */
  private static final double SMALL = 1e-6;

  private final Activation f;

  /** Points of the piece, the ends included, and the values there; at the ends, the limits. */
  private final double[] x;

  private final double[] y;
  private final Interval reach;
  private final int direction;

  /**
   * A piece.
   *
   * @param f the activation
   * @param x points of the piece, ascending; the first and the last are its ends
   * @param hull the range that is of interest; a piece at its end stands for all beyond
   */
  MonotonePiece(Activation f, double[] x, Interval hull) {
    int last = x.length - 1;
    this.f = f;
    this.x = x;
    this.y = Arrays.stream(x).map(f::value).toArray();
    y[0] = f.value(Math.nextUp(x[0]));
    y[last] = f.value(Math.nextDown(x[last]));
    this.reach =
        new Interval(
            x[0] > hull.low() ? x[0] : Double.NEGATIVE_INFINITY,
            x[last] < hull.high() ? x[last] : Double.POSITIVE_INFINITY);
    this.direction = y[0] <= y[last] ? 1 : -1;
  }

  public double low() {
    return x[0];
  }

  public double high() {
    return x[x.length - 1];
  }

  /** The lower end, or minus infinity if nothing of interest lies below. */
  public double lowEnd() {
    return reach.low();
  }

  public double highEnd() {
    return reach.high();
  }

  /** The end on the side of the greatest value, or of the least. */
  public double end(boolean greatest) {
    return greatest == rises() ? highEnd() : lowEnd();
  }

  public boolean rises() {
    return direction > 0;
  }

  /** The limit of f at the lower end. */
  double lowValue() {
    return y[0];
  }

  double highValue() {
    return y[y.length - 1];
  }

  public double least() {
    return Math.min(lowValue(), highValue());
  }

  public double greatest() {
    return Math.max(lowValue(), highValue());
  }

  public boolean contains(double at) {
    return at > low() && at < high();
  }

  /** Whether f takes the value inside the piece. */
  public boolean takes(double value) {
    return value > least() && value < greatest();
  }

  /** The limits of f at those ends that lie in a range. */
  public DoubleStream limitsWithin(Interval range) {
    DoubleStream.Builder limits = DoubleStream.builder();
    if (low() > range.low() && low() < range.high()) {
      limits.add(lowValue());
    }
    if (high() > range.low() && high() < range.high()) {
      limits.add(highValue());
    }
    return limits.build();
  }

  /** The x of the piece where f(x) = value; an end if no value is as small or large. */
  public double inverse(double value) {
    if (direction * (value - lowValue()) <= 0) {
      return low();
    }
    if (direction * (value - highValue()) >= 0) {
      return high();
    }
    int i = bracket(value);
    return solve(value, x[i], x[i + 1], y[i], y[i + 1]);
  }

  /** The i with the value between y[i] and y[i+1]. */
  private int bracket(double value) {
    int a = 0;
    int b = x.length - 1;
    while (b - a > 1) {
      int middle = (a + b) >>> 1;
      if (direction * (y[middle] - value) <= 0) {
        a = middle;
      } else {
        b = middle;
      }
    }
    return a;
  }

  /** Newton's method, kept inside a bracket that shrinks; halving where it would leave it. */
  private double solve(double value, double a, double b, double fa, double fb) {
    double low = a;
    double high = b;
    boolean isPole = Double.isInfinite(fa) || Double.isInfinite(fb);
    double guess = a + (b - a) * ((value - fa) / (fb - fa));
    for (int step = 0; step < MAX_STEPS; step++) {
      if (!(guess > low && guess < high)) {
        guess = isPole && step > FEW_STEPS ? between(low, high) : low + (high - low) / 2;
        if (!(guess > low && guess < high)) {
          return guess;
        }
      }
      double residual = f.value(guess) - value;
      if (residual == 0) {
        return guess;
      }
      if (direction * residual < 0) {
        low = guess;
      } else {
        high = guess;
      }
      double slope = f.derivative(guess);
      // an infinite one would say that there is nowhere to go
      double next = Math.abs(slope) <= Double.MAX_VALUE ? guess - residual / slope : Double.NaN;
      if (Math.abs(next - guess) <= Math.ulp(guess)) {
        return Math.max(low, Math.min(high, next));
      }
      // After a dozen steps something is odd, such as a derivative of 0: halve.
      guess = step % 3 == 2 && step > FEW_STEPS ? low + (high - low) / 2 : next;
    }
    return Math.max(low, Math.min(high, guess));
  }

  /** A middle by orders of magnitude: beside a pole at 0, what is sought may lie at 1e-100. */
  private static double between(double low, double high) {
    if (low == 0 || high == 0) {
      return SMALL * (low + high);
    }
    return Math.signum(low) == Math.signum(high)
        ? Math.copySign(Math.sqrt(Math.abs(low)) * Math.sqrt(Math.abs(high)), low)
        : low + (high - low) / 2;
  }
}
