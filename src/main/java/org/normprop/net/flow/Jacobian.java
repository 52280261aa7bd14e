package org.normprop.net.flow;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.SingularValueDecomposition;
import org.normprop.net.run.Network;
import org.normprop.net.run.Pass;

/** The matrix of derivatives of a network's outputs by its inputs, at one input. */
public final class Jacobian {

  /** The most entries of the matrix. */
  public static final int MAX_ENTRIES = 1 << 22;

  private Jacobian() {}

  /**
   * Computes the Jacobian, one pass forward and back an output.
   *
   * @param network the network, in evaluation
   * @param x one image
   * @return [outputs][inputs]: dy_i/dx_j
   * @throws IllegalArgumentException if the matrix would be too large
   */
  public static double[][] at(Network network, float[] x) {
    int outputs = network.output().size();
    int inputs = network.input().size();
    if ((double) outputs * inputs > MAX_ENTRIES) {
      throw new IllegalArgumentException(
          "a Jacobian may have at most "
              + MAX_ENTRIES
              + " entries, this one has "
              + outputs
              + " x "
              + inputs);
    }
    double[][] jacobian = new double[outputs][inputs];
    for (int i = 0; i < outputs; i++) {
      network.forward(x, 1, Pass.EVALUATION);
      float[] upstream = new float[outputs];
      upstream[i] = 1;
      float[] gradient = network.backward(upstream, true);
      for (int j = 0; j < inputs; j++) {
        jacobian[i][j] = gradient[j];
      }
    }
    return jacobian;
  }

  /**
   * The singular values of the Jacobian.
   *
   * @param network the network, in evaluation
   * @param x one image
   * @return the values, the largest first
   * @throws IllegalArgumentException if the matrix would be too large
   */
  public static double[] singularValues(Network network, float[] x) {
    return new SingularValueDecomposition(new Array2DRowRealMatrix(at(network, x), false))
        .getSingularValues();
  }
}
