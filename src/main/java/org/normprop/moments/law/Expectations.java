package org.normprop.moments.law;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.normprop.function.enclosure.Enclosure;
import org.normprop.function.stage.Activation;
import org.normprop.moments.quadrature.Goal;
import org.normprop.moments.quadrature.Integrals;
import org.normprop.moments.shape.Interval;
import org.normprop.table.Bounded;

/**
 * E[g(X)] of any functions g of what goes into a unit, all in one integration, each with a bound.
 *
 * <p>Where a unit's own mean, standard deviation and slopes are wanted, {@link Chain} is the way:
 * it knows laws behind windows and dropout, too.
 */
public final class Expectations {

  private static final double TOLERANCE = 2e-16;
  private static final int BUDGET = 200_000;

  /** Where a function may show that it knows itself. */
  private static final int LOOKS = 7;

  /** What a density's weight and a sum's terms are wrong by beside what the law says. */
  private static final double ROUNDING = 4 * Bounded.UNIT_ROUNDOFF;

  private Expectations() {}

  /** A function of x whose expectation is wanted. Immutable. */
  public interface Function {

    /** g(x). */
    double value(double x);

    /** What is proved of g on a region; {@link Enclosure#UNKNOWN} if nothing is. */
    Enclosure enclose(Enclosure x);

    /** The points between which g is smooth, in any order. */
    double[] kinks();

    /** An activation as a function. */
    static Function of(Activation f) {
      return new Function() {
        @Override
        public double value(double x) {
          return f.value(x);
        }

        @Override
        public Enclosure enclose(Enclosure x) {
          return f.enclose(x);
        }

        @Override
        public double[] kinks() {
          return f.kinks();
        }
      };
    }
  }

  /**
   * The expectations.
   *
   * @param law of what goes in
   * @param functions the functions
   * @return for each function E[g(X)]: infinite where the integral does not exist, NaN where no
   *     route reaches it or g is not defined
   */
  public static List<Bounded> of(Law.Base law, List<Function> functions) {
    int dimension = functions.size();
    double[] tolerance = new double[dimension];
    Arrays.fill(tolerance, TOLERANCE);
    double[] kinks =
        functions.stream()
            .flatMapToDouble(g -> DoubleStream.of(g.kinks()))
            .sorted()
            .distinct()
            .toArray();
    Integrals found = law.integrate(observable(functions, law), kinks, new Goal(tolerance, BUDGET));
    List<Bounded> expectations = new ArrayList<>();
    for (int k = 0; k < dimension; k++) {
      Bounded sum = found.bounded(k);
      for (Atom atom : law.atoms()) {
        double term = functions.get(k).value(atom.value());
        double error = error(functions.get(k), atom.value(), atom.error(), term);
        double relative = law.weightError() + ROUNDING;
        Bounded value = new Bounded(term, error + relative * Math.abs(term));
        sum = sum.plus(value.times(atom.probability()));
      }
      expectations.add(sum);
    }
    return expectations;
  }

  /** Whether every function knows itself somewhere. */
  private static boolean isKnown(List<Function> functions, Interval bulk) {
    return functions.stream()
        .allMatch(
            g ->
                IntStream.range(1, LOOKS)
                    .mapToObj(i -> Enclosure.point(bulk.low() + bulk.width() * i / LOOKS))
                    .anyMatch(x -> g.enclose(x).value().width() <= Double.MAX_VALUE));
  }

  private static Observable observable(List<Function> functions, Law law) {
    boolean isKnown = isKnown(functions, law.bulk());
    double weightError = law.weightError() + ROUNDING;
    return new Observable() {
      @Override
      public void at(PathPoint point, double[] values, double[] slack) {
        for (int k = 0; k < values.length; k++) {
          Function g = functions.get(k);
          double y = g.value(point.value);
          values[k] = y * point.weight;
          double error = error(g, point.value, point.valueError, y);
          slack[k] = point.weight * error + weightError * Math.abs(values[k]);
        }
      }

      @Override
      public boolean over(PathRegion region, double[] largest) {
        for (int k = 0; k < largest.length; k++) {
          double size = functions.get(k).enclose(region.value).distance(0);
          largest[k] = region.weight == 0 || size == 0 ? 0 : region.weight * size;
        }
        return isKnown;
      }
    };
  }

  /** What rounding of x and of g does to the value, by g's enclosure of all that x may be. */
  private static double error(Function g, double x, double off, double y) {
    double width = g.enclose(Enclosure.interval(x - off, x + off)).value().width();
    return width <= Double.MAX_VALUE ? width : Activation.CATALOGUE_ACCURACY * Math.abs(y);
  }
}
