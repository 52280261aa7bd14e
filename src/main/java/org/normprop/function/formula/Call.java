package org.normprop.function.formula;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.normprop.function.enclosure.Enclosure;
import org.normprop.function.enclosure.Span;
import org.normprop.function.enclosure.Taylor;
import org.normprop.function.enclosure.TaylorFunctions;

/**
 * A named function of a term.
 *
 * @param function the function
 * @param argument what it is applied to
 * @param parameters its parameters as they are written behind the argument, such as {@code
 *     ,slope=0.2}; empty if they have their defaults
 */
record Call(Elementary function, Term argument, String parameters) implements Term {

  /** More than a continuous function changes within an ulp. */
  private static final double LEAST_JUMP = 1e-12;

  /** How many jumps of floor and the like are listed, the nearest to the origin. */
  private static final int MOST_JUMPS = 8192;

  /** Where it is tried whether a term is affine. */
  private static final double[] PROBES = {0.8127, -0.3391, 3.777, -17.31, 977.7, -31234.5};

  /** A function without parameters. */
  Call(Elementary function, Term argument) {
    this(function, argument, "");
  }

  @Override
  public double value(double x) {
    return function.value().applyAsDouble(argument.value(x));
  }

  @Override
  public void jets(Batch batch, double[] y, double[] dy) {
    argument.jets(batch, y, dy);
    for (int i = 0; i < batch.n(); i++) {
      double u = y[i];
      y[i] = function.value().applyAsDouble(u);
      if (dy[i] != 0 && function.isKink(u)) {
        // What lies to the left in x lies on this side in u.
        u = dy[i] > 0 ? Math.nextDown(u) : Math.nextUp(u);
        double limit = function.value().applyAsDouble(u);
        if (!(Math.abs(limit - y[i]) <= LEAST_JUMP)) {
          y[i] = limit;
          batch.markJump(i);
        }
      }
      dy[i] = Operator.times(function.slope().applyAsDouble(u, y[i]), dy[i]);
    }
  }

  @Override
  public Enclosure enclose(Enclosure x) {
    boolean isRoot = function.name().equals("sqrt");
    if (isRoot && argument instanceof Operation operation && operation.isSquare()) {
      return operation.left().enclose(x).abs();
    }
    return function.enclosure().apply(argument.enclose(x));
  }

  @Override
  public boolean lacksValue(Enclosure x) {
    Span u = argument.enclose(x).line();
    boolean isOutside =
        Double.isNaN(function.value().applyAsDouble(u.low()))
            && Double.isNaN(function.value().applyAsDouble(u.high()))
            && u.magnitude() <= Double.MAX_VALUE;
    return argument.lacksValue(x)
        || isOutside && Arrays.stream(function.ends()).noneMatch(u::contains);
  }

  @Override
  public Optional<Taylor> taylor(Taylor x) {
    return parameters.isEmpty()
        ? argument.taylor(x).flatMap(u -> TaylorFunctions.of(function.name(), u))
        : Optional.empty();
  }

  @Override
  public List<Term> operands() {
    return List.of(argument);
  }

  @Override
  public double[] cuts(Zeros zeros) {
    double[] walls = argument.kinks(zeros);
    double[] cuts = walls;
    for (double kink : function.cuts()) {
      Term distance =
          kink == 0 ? argument : new Operation(Operator.SUBTRACT, argument, new Constant(kink));
      cuts = Points.merge(cuts, zeros.of(distance, walls));
    }
    if (function.poles() != null) {
      cuts = Points.merge(cuts, endless(zeros, walls));
    }
    return cuts;
  }

  /** Poles or jumps without end; the jumps of an affine argument are counted off. */
  private double[] endless(Zeros zeros, double[] walls) {
    double slope = argument.slope(PROBES[0]);
    return function.isStep() && walls.length == 0 && isAffine(slope)
        ? Points.lattice(argument.value(0), slope, function.phase(), MOST_JUMPS)
        : zeros.of(new Call(function.poles(), argument), walls);
  }

  private boolean isAffine(double slope) {
    double offset = argument.value(0);
    for (double x : PROBES) {
      double value = slope * x + offset;
      if (argument.slope(x) != slope
          || !(Math.abs(argument.value(x) - value)
              <= 1e-14 * (Math.abs(value) + Math.abs(offset)))) {
        return false;
      }
    }
    return slope != 0;
  }

  /** Where exp would overflow, ln(1 + exp(u)) has a value. */
  @Override
  public Term folded() {
    Term u = argument.folded();
    Term exponential =
        switch (function.name()) {
          case "log1p" -> u;
          case "ln" -> withoutOne(u);
          default -> null;
        };
    boolean isSoftplus = exponential instanceof Call call && call.function.name().equals("exp");
    return Term.fold(
        isSoftplus
            ? new Call(Elementary.SOFTPLUS, ((Call) exponential).argument)
            : new Call(function, u, parameters));
  }

  /** The other term of a sum with 1; null if it is none. */
  private static Term withoutOne(Term sum) {
    if (sum instanceof Operation o && o.operator() == Operator.ADD) {
      return isOne(o.left()) ? o.right() : isOne(o.right()) ? o.left() : null;
    }
    return null;
  }

  private static boolean isOne(Term term) {
    return term instanceof Constant constant && constant.value() == 1;
  }

  @Override
  public int level() {
    return ATOM;
  }

  @Override
  public void print(StringBuilder out) {
    out.append(function.name()).append('(');
    argument.print(out);
    out.append(parameters).append(')');
  }
}
