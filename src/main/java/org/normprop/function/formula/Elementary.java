package org.normprop.function.formula;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import org.normprop.function.catalogue.Activations;
import org.normprop.function.enclosure.Enclosure;
import org.normprop.function.enclosure.SmoothFunctions;
import org.normprop.function.enclosure.Tails;
import org.normprop.function.math.Special;
import org.normprop.function.stage.Activation;

/**
 * A function of one number that formulas know by name.
 *
 * @param name its name
 * @param value u to y = g(u)
 * @param slope (u, y) to g'(u); of no account where y is NaN
 * @param kinks where g or g' jumps, and both sides have values
 * @param ends where g or g' ends or becomes infinite
 * @param poles the function whose zeros are g's poles or jumps without end, or null
 * @param enclosure what is known of g(u) from what is known of u
 * @param tails how g behaves far out
 */
record Elementary(
    String name,
    DoubleUnaryOperator value,
    DoubleBinaryOperator slope,
    double[] kinks,
    double[] ends,
    Elementary poles,
    UnaryOperator<Enclosure> enclosure,
    Tails tails) {

  private static final double LN_2 = 0.6931471805599453;
  private static final double LN_10 = 2.302585092994046;

  private static final Elementary COS =
      smooth("cos", StrictMath::cos, (u, y) -> -StrictMath.sin(u), SmoothFunctions::cos);

  private static final Elementary LN =
      smooth("ln", StrictMath::log, (u, y) -> 1 / u, SmoothFunctions::ln).ending(0);

  /** Zero at whole numbers, exactly: sin(pi u). */
  private static final Elementary WHOLE =
      smooth("sinpi", Special::sinPi, (u, y) -> Math.PI * Special.cosPi(u), u -> Enclosure.UNKNOWN);

  /** Zero halfway between them: cos(pi u). */
  private static final Elementary HALF =
      smooth(
          "cospi", Special::cosPi, (u, y) -> -Math.PI * Special.sinPi(u), u -> Enclosure.UNKNOWN);

  /** ln(1 + e^u), without overflow; the catalog's is linear from its threshold on. */
  static final Elementary SOFTPLUS =
      smooth("softplus", Special::softplus, (u, y) -> Special.sigmoid(u), SmoothFunctions::softplus)
          .tails(Tails.RECTIFIER);

  private static final Map<String, Elementary> ALL =
      index(
          smooth("exp", StrictMath::exp, (u, y) -> y, SmoothFunctions::exp),
          LN,
          smooth(
                  "log2",
                  u -> StrictMath.log(u) / LN_2,
                  (u, y) -> 1 / (u * LN_2),
                  SmoothFunctions::log2)
              .ending(0),
          smooth("log10", StrictMath::log10, (u, y) -> 1 / (u * LN_10), SmoothFunctions::log10)
              .ending(0),
          smooth("log1p", StrictMath::log1p, (u, y) -> 1 / (1 + u), SmoothFunctions::log1p)
              .ending(-1),
          smooth("expm1", StrictMath::expm1, (u, y) -> StrictMath.exp(u), SmoothFunctions::expm1),
          smooth("sqrt", StrictMath::sqrt, (u, y) -> 0.5 / y, SmoothFunctions::sqrt).ending(0),
          smooth("cbrt", StrictMath::cbrt, (u, y) -> 1 / (3 * y * y), SmoothFunctions::cbrt)
              .ending(0),
          smooth("sin", StrictMath::sin, (u, y) -> StrictMath.cos(u), SmoothFunctions::sin),
          COS,
          new Elementary(
              "tan",
              StrictMath::tan,
              (u, y) -> 1 + y * y,
              Points.NONE,
              Points.NONE,
              COS,
              SmoothFunctions::tan,
              Tails.UNKNOWN),
          smooth(
                  "asin",
                  StrictMath::asin,
                  (u, y) -> 1 / rootOfOneMinusSquare(u),
                  SmoothFunctions::asin)
              .ending(-1, 1),
          smooth(
                  "acos",
                  StrictMath::acos,
                  (u, y) -> -1 / rootOfOneMinusSquare(u),
                  SmoothFunctions::acos)
              .ending(-1, 1),
          smooth("atan", StrictMath::atan, (u, y) -> 1 / (1 + u * u), SmoothFunctions::atan)
              .tails(Tails.limits(-Math.PI / 2, Math.PI / 2)),
          smooth("sinh", StrictMath::sinh, (u, y) -> StrictMath.cosh(u), SmoothFunctions::sinh),
          smooth("cosh", StrictMath::cosh, (u, y) -> StrictMath.sinh(u), SmoothFunctions::cosh),
          smooth(
                  "tanh",
                  StrictMath::tanh,
                  (u, y) -> Special.tanhDerivative(u),
                  SmoothFunctions::tanh)
              .tails(Tails.limits(-1, 1)),
          smooth(
              "asinh", Special::asinh, (u, y) -> 1 / Math.sqrt(1 + u * u), SmoothFunctions::asinh),
          smooth(
                  "acosh",
                  Special::acosh,
                  (u, y) -> 1 / Math.sqrt((u - 1) * (u + 1)),
                  SmoothFunctions::acosh)
              .ending(1),
          smooth("atanh", Special::atanh, (u, y) -> 1 / ((1 - u) * (1 + u)), SmoothFunctions::atanh)
              .ending(-1, 1),
          smooth("erf", Special::erf, (u, y) -> Special.erfDerivative(u), SmoothFunctions::erf)
              .tails(Tails.limits(-1, 1)),
          smooth("erfc", Special::erfc, (u, y) -> -Special.erfDerivative(u), SmoothFunctions::erfc)
              .tails(Tails.limits(2, 0)),
          smooth("abs", Math::abs, (u, y) -> Math.signum(u), Enclosure::abs).broken(0),
          smooth("sign", Math::signum, (u, y) -> 0, Elementary::sign).broken(0),
          smooth(
                  "normcdf",
                  Special::normalCdf,
                  (u, y) -> Special.normalDensity(u),
                  SmoothFunctions::normalCdf)
              .tails(Tails.limits(0, 1)),
          smooth(
              "normpdf",
              Special::normalDensity,
              (u, y) -> u == 0 || y == 0 ? 0 : -u * y,
              Elementary::density),
          steps("floor", Math::floor, WHOLE, Elementary::floor),
          steps("ceil", Math::ceil, WHOLE, Elementary::ceiling),
          steps("trunc", u -> u < 0 ? Math.ceil(u) : Math.floor(u), WHOLE, Elementary::truncated),
          // ties go to the even one
          steps("round", Math::rint, HALF, u -> floor(u.plus(0.5))));

  private static Map<String, Elementary> index(Elementary... functions) {
    Map<String, Elementary> index = new LinkedHashMap<>();
    for (Elementary function : functions) {
      index.put(function.name, function);
    }
    index.put("log", LN); // as in NumPy, C and Java
    return Collections.unmodifiableMap(index);
  }

  private static Elementary smooth(
      String name,
      DoubleUnaryOperator value,
      DoubleBinaryOperator slope,
      UnaryOperator<Enclosure> enclosure) {
    return new Elementary(
        name, value, slope, Points.NONE, Points.NONE, null, enclosure, Tails.UNKNOWN);
  }

  /** Flat, and with a jump wherever another function is zero. */
  private static Elementary steps(
      String name,
      DoubleUnaryOperator value,
      Elementary jumps,
      UnaryOperator<Enclosure> enclosure) {
    return new Elementary(
        name,
        value,
        (u, y) -> 0,
        Points.NONE,
        Points.NONE,
        jumps,
        enclosure,
        Tails.alongLines(1, 1));
  }

  /** Between two whole numbers, the one on the left. */
  private static Enclosure floor(Enclosure u) {
    double whole = Math.floor(u.line().low());
    if (u.line().high() <= whole + 1) {
      return Enclosure.constant(whole);
    }
    Enclosure last = Enclosure.constant(Math.floor(u.line().high()));
    return u.isReal() ? Enclosure.constant(whole).or(last) : Enclosure.UNKNOWN;
  }

  private static Enclosure ceiling(Enclosure u) {
    return floor(u.negated()).negated();
  }

  private static Enclosure truncated(Enclosure u) {
    boolean isSmall = u.line().magnitude() <= 1;
    return isSmall ? Enclosure.constant(0) : u.choose(0, floor(u), ceiling(u));
  }

  private Elementary ending(double... at) {
    return new Elementary(name, value, slope, kinks, at, poles, enclosure, tails);
  }

  private Elementary broken(double... at) {
    return new Elementary(name, value, slope, at, ends, poles, enclosure, tails);
  }

  private Elementary tails(Tails proved) {
    return new Elementary(name, value, slope, kinks, ends, poles, enclosure, proved);
  }

  /** The function of this name: one of the above, or an activation of the catalog. */
  static Optional<Elementary> of(String name) {
    return ALL.containsKey(name) || !Activations.names().contains(name)
        ? elementary(name)
        : Optional.of(of(name, Activations.of(name)));
  }

  /** The function of this name that is no activation. */
  static Optional<Elementary> elementary(String name) {
    return Optional.ofNullable(ALL.get(name));
  }

  /** An activation as a function. */
  static Elementary of(String name, Activation activation) {
    return smooth(name, activation::value, (u, y) -> activation.derivative(u), activation::enclose)
        .broken(activation.kinks())
        .tails(
            new Tails(
                activation.growth(Double.NEGATIVE_INFINITY, 1),
                activation.growth(Double.POSITIVE_INFINITY, -1)));
  }

  /** The names of all of them. */
  static Collection<String> names() {
    Set<String> names = new LinkedHashSet<>(ALL.keySet());
    names.addAll(Activations.names());
    return names;
  }

  /** The functions that are no activations. */
  static Collection<String> elementaryNames() {
    return ALL.keySet();
  }

  /** Whether the function is one of the above, even if an activation has its name. */
  static boolean isElementary(String name) {
    return ALL.containsKey(name);
  }

  /** Whether u is one of the kinks. */
  boolean isKink(double u) {
    for (double kink : kinks) {
      if (u == kink) {
        return true;
      }
    }
    return poles != null && poles.value.applyAsDouble(u) == 0;
  }

  /** Whether the function is flat between jumps without end. */
  boolean isStep() {
    return poles == WHOLE || poles == HALF;
  }

  /** Where a step's jumps are, besides whole numbers: 0 or a half. */
  double phase() {
    return poles == HALF ? 0.5 : 0;
  }

  /** Kinks and ends. */
  double[] cuts() {
    return Points.merge(kinks, ends);
  }

  private static Enclosure density(Enclosure u) {
    return SmoothFunctions.expMinusSquare(u.times(Math.sqrt(0.5)))
        .times(1 / Math.sqrt(2 * Math.PI));
  }

  private static Enclosure sign(Enclosure u) {
    Enclosure negative = Enclosure.constant(-1);
    return u.choose(0, Enclosure.constant(1), negative);
  }

  private static double rootOfOneMinusSquare(double u) {
    return Math.sqrt((1 - u) * (1 + u));
  }
}
