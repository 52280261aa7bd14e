package org.normprop.moments.closed;

import static org.normprop.moments.closed.ClosedForm.term;

import java.util.Optional;
import org.normprop.function.stage.GaussianDropout;
import org.normprop.function.stage.Noisy;
import org.normprop.function.stage.RandomizedRelu;
import org.normprop.function.stage.Thinning;
import org.normprop.table.Bounded;

/** Closed forms of dropout under any mean and standard deviation. */
final class ClosedFormDropout {

  private ClosedFormDropout() {}

  static Optional<ClosedForm> of(Noisy noisy, double mean, double std) {
    if (noisy.thinning().isPresent()) {
      return Optional.of(mask(noisy.thinning().get(), mean, std));
    }
    if (noisy instanceof GaussianDropout dropout) {
      return Optional.of(factor(dropout.noiseStd(), mean, std));
    }
    return randomSlope((RandomizedRelu) noisy, mean, std);
  }

  /** a x + b with probability keep, else a constant: mean p m, variance p v + p (1-p) m^2. */
  private static ClosedForm mask(Thinning thinning, double mean, double std) {
    double keep = thinning.keep();
    double a = thinning.slope();
    double b = thinning.offset();
    double dropped = thinning.dropped();
    double between = a * mean + (b - dropped); // from the one mean to the other
    return new ClosedForm(
        term(keep * a * mean).plus(term(keep * b)).plus(term((1 - keep) * dropped)),
        term(keep * a * a * std * std + keep * (1 - keep) * between * between),
        term(keep * a * a),
        term(keep * a));
  }

  /** x g with g ~ N(1, noise^2). */
  private static ClosedForm factor(double noise, double mean, double std) {
    double square = noise * noise;
    return new ClosedForm(
        Bounded.exactly(mean),
        term(std * std + square * (mean * mean + std * std)),
        term(1 + square),
        Bounded.ONE);
  }

  /** x for x &gt; 0, a x else, with a uniform, under N(0, std^2). */
  private static Optional<ClosedForm> randomSlope(RandomizedRelu relu, double mean, double std) {
    if (mean != 0) {
      return Optional.empty();
    }
    double low = relu.lower();
    double high = relu.upper();
    double a = (low + high) / 2;
    double square = (1 + (low * low + low * high + high * high) / 3) / 2; // E[a^2] within
    return Optional.of(
        ClosedForm.ofSquare(
            term((1 - a) / Math.sqrt(2 * Math.PI) * std),
            term(square * std * std),
            term(square),
            term((1 + a) / 2)));
  }
}
