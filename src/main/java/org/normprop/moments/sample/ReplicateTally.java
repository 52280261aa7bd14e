package org.normprop.moments.sample;

import org.normprop.moments.sample.planes.Planes;

/**
 * What is collected of one replicate of weighted samples: weighted moments of the output and of its
 * gradient. Mutable and not thread-safe.
 */
final class ReplicateTally implements Lane.Tally {

  private final double[] weights;
  private final double[] gradient = new double[Planes.CHUNK];
  private final CentralMoments output = new CentralMoments();
  private final CentralMoments block = new CentralMoments();
  private double sumDerivative;
  private double sumSquaredGradient;

  /** A tally that finds the weights of each chunk in an array. */
  ReplicateTally(double[] weights) {
    this.weights = weights;
  }

  @Override
  public void add(Lane lane, int n) {
    block.setTo(lane.y, weights, n);
    output.merge(block);
    lane.squaredGradient(gradient, n);
    for (int i = 0; i < n; i++) {
      sumSquaredGradient += weights[i] * gradient[i];
    }
    switch (lane.gradient) {
      case IDENTITY -> sumDerivative += block.count();
      case SIGNED -> {
        for (int i = 0; i < n; i++) {
          sumDerivative += weights[i] * lane.d[i];
        }
      }
      case CONSTANT, SQUARED -> {} // no derivative is asked for
    }
  }

  /** The moments, with the sum of the weights in the place of the count. */
  CentralMoments output() {
    return output;
  }

  double sumDerivative() {
    return sumDerivative;
  }

  double sumSquaredGradient() {
    return sumSquaredGradient;
  }
}
