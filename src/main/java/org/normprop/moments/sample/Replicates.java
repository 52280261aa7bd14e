package org.normprop.moments.sample;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.normprop.function.Unit;
import org.normprop.table.Estimate;
import org.normprop.table.Quantity;
import org.normprop.table.Sampled;

/**
 * Independent replicates of an estimate, made into one with a standard error.
 *
 * <p>Every quantity is a quotient of sums over all replicates; its error comes from how far each
 * replicate's part of the numerator is from its due (the delta method): with W_r the replicate's
 * weight, N_r its part and t the quotient, SE^2 = sum (N_r - t W_r)^2 / (R (R - 1)) over the square
 * of the mean weight. With R replicates z-scores follow Student's t with R - 1 degrees of freedom,
 * whose variance is (R - 1)/(R - 3).
 */
final class Replicates {

  private final List<ReplicateTally> tallies;
  private final CentralMoments pooled = new CentralMoments();

  Replicates(List<ReplicateTally> tallies) {
    this.tallies = tallies;
    tallies.forEach(tally -> pooled.merge(tally.output()));
  }

  /** The quotient of a sum over all replicates and the sum of the weights. */
  private Estimate quotient(ToDoubleFunction<ReplicateTally> part) {
    double value = tallies.stream().mapToDouble(part).sum() / pooled.count();
    return new Estimate(value, error(tally -> part.applyAsDouble(tally), value));
  }

  private double error(ToDoubleFunction<ReplicateTally> part, double value) {
    int r = tallies.size();
    double squares = 0;
    for (ReplicateTally tally : tallies) {
      double deviation = part.applyAsDouble(tally) - value * tally.output().count();
      squares += deviation * deviation;
    }
    double meanWeight = pooled.count() / r;
    return Math.sqrt(squares / ((double) r * (r - 1))) / meanWeight;
  }

  Sampled result(Unit unit, long samples, long seed) {
    // Deviations from the common mean: the difference of two large sums would lose digits.
    double center = pooled.mean();
    double meanError = error(t -> t.output().count() * (t.output().mean() - center), 0);
    Estimate variance = quotient(t -> t.output().squaredDeviations(center));
    // E[sum (y - mean)^2]/n falls short of the variance by that of the mean.
    double std = Math.sqrt(variance.value() + meanError * meanError);
    Estimate squared = quotient(ReplicateTally::sumSquaredGradient);
    double backward = Math.sqrt(squared.value() / unit.inputs());
    Map<Quantity, Estimate> found = new EnumMap<>(Quantity.class);
    found.put(Quantity.MEAN, new Estimate(center, meanError));
    found.put(Quantity.STD, new Estimate(std, halved(variance.standardError(), std)));
    found.put(
        Quantity.BACKWARD,
        new Estimate(backward, halved(squared.standardError(), backward * unit.inputs())));
    if (unit.hasDerivative()) {
      found.put(Quantity.DERIVATIVE_MEAN, quotient(ReplicateTally::sumDerivative));
    }
    found.put(Quantity.SECOND_MOMENT, quotient(t -> t.output().squaredDeviations(0)));
    found.put(
        Quantity.SKEWNESS,
        new Estimate(pooled.skewness(), error(Influence.ofSkewness(pooled), center)));
    found.put(
        Quantity.KURTOSIS,
        new Estimate(pooled.kurtosis(), error(Influence.ofKurtosis(pooled), center)));
    return Sampled.of(found, unit.inputs(), samples, seed, "rqmc");
  }

  private double error(Influence influence, double center) {
    return error(tally -> influence.of(tally.output().powerSums(center)), 0);
  }

  /** SE(sqrt x) = SE(x)/(2 sqrt x). */
  private static double halved(double error, double root) {
    return root == 0 ? 0 : error / (2 * root);
  }
}
