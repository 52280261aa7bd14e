package org.normprop.moments.sample;

import java.io.Serializable;
import java.util.EnumMap;
import java.util.Map;
import org.normprop.function.Unit;
import org.normprop.table.Estimate;
import org.normprop.table.Quantity;
import org.normprop.table.Sampled;

/**
 * What is collected of one unit: the moments of its output and of its squared gradient. Mutable and
 * not thread-safe.
 */
final class UnitTally implements Lane.Tally, Serializable {

  private static final long serialVersionUID = 1;

  private final CentralMoments output = new CentralMoments();
  private final CentralMoments block = new CentralMoments();
  private final ChunkSpread spread = new ChunkSpread();
  private double sumDerivative;
  private double sumSquaredGradient;
  private double sumFourthPower;

  @Override
  public void add(Lane lane, int n) {
    block.setTo(lane.y, n);
    output.merge(block);
    spread.add(block);
    switch (lane.gradient) {
      case IDENTITY, CONSTANT -> {
        sumDerivative += n; // read of an input alone
        sumSquaredGradient += n * lane.constant;
        sumFourthPower += n * lane.constant * lane.constant;
      }
      case SIGNED -> addSigned(lane.d, n);
      case SQUARED -> addSquared(lane.d, n);
    }
  }

  private void addSigned(double[] d, int n) {
    double a1 = 0;
    double b1 = 0;
    double a2 = 0;
    double b2 = 0;
    double a4 = 0;
    double b4 = 0;
    int i = 0;
    for (; i + 1 < n; i += 2) {
      double a = d[i];
      double b = d[i + 1];
      double aa = a * a;
      double bb = b * b;
      a1 += a;
      b1 += b;
      a2 += aa;
      b2 += bb;
      a4 += aa * aa;
      b4 += bb * bb;
    }
    if (i < n) {
      double aa = d[i] * d[i];
      a1 += d[i];
      a2 += aa;
      a4 += aa * aa;
    }
    sumDerivative += a1 + b1;
    sumSquaredGradient += a2 + b2;
    sumFourthPower += a4 + b4;
  }

  private void addSquared(double[] g, int n) {
    double a2 = 0;
    double b2 = 0;
    double a4 = 0;
    double b4 = 0;
    int i = 0;
    for (; i + 1 < n; i += 2) {
      double a = g[i];
      double b = g[i + 1];
      a2 += a;
      b2 += b;
      a4 += a * a;
      b4 += b * b;
    }
    if (i < n) {
      a2 += g[i];
      a4 += g[i] * g[i];
    }
    sumSquaredGradient += a2 + b2;
    sumFourthPower += a4 + b4;
  }

  /** Adds what another tally of the same unit has collected. */
  void merge(UnitTally other) {
    output.merge(other.output);
    spread.merge(other.spread);
    sumDerivative += other.sumDerivative;
    sumSquaredGradient += other.sumSquaredGradient;
    sumFourthPower += other.sumFourthPower;
  }

  /** What was collected so far; starts anew. */
  UnitTally take() {
    UnitTally taken = new UnitTally();
    taken.merge(this);
    output.clear();
    spread.clear();
    sumDerivative = 0;
    sumSquaredGradient = 0;
    sumFourthPower = 0;
    return taken;
  }

  Sampled result(Unit unit, long samples, long seed) {
    double n = output.count();
    double squared = sumSquaredGradient / n;
    double squaredVariance = Math.max(sumFourthPower / n - squared * squared, 0);
    double backward = Math.sqrt(squared / unit.inputs());
    // b = sqrt(E/inputs), so SE(b) = SE(E)/(2 b inputs)
    double backwardError =
        backward == 0 ? 0 : Math.sqrt(squaredVariance / n) / (2 * backward * unit.inputs());
    Map<Quantity, Estimate> found = new EnumMap<>(Quantity.class);
    found.put(Quantity.MEAN, new Estimate(output.mean(), output.meanError()));
    found.put(Quantity.STD, new Estimate(output.std(), output.stdError()));
    found.put(Quantity.BACKWARD, new Estimate(backward, backwardError));
    if (unit.hasDerivative()) {
      double mean = sumDerivative / n;
      double error = Math.sqrt(Math.max(squared - mean * mean, 0) / n);
      found.put(Quantity.DERIVATIVE_MEAN, new Estimate(mean, error));
    }
    found.put(
        Quantity.SECOND_MOMENT, new Estimate(output.secondMoment(), output.secondMomentError()));
    found.put(
        Quantity.SKEWNESS,
        new Estimate(output.skewness(), spread.error(Influence.ofSkewness(output), output)));
    found.put(
        Quantity.KURTOSIS,
        new Estimate(output.kurtosis(), spread.error(Influence.ofKurtosis(output), output)));
    return Sampled.of(found, unit.inputs(), samples, seed, "mc");
  }
}
