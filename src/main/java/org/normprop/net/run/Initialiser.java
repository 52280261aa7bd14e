package org.normprop.net.run;

import java.util.List;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.QRDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.normprop.net.compute.Blas;
import org.normprop.net.compute.Draws;
import org.normprop.net.compute.Parameter;
import org.normprop.net.compute.RowNorms;

/** Where weights W [out, in] start; for a convolution, in and out count the kernel's cells. */
public enum Initialiser {

  /** N(0, 1/in): rows have norm 1 on average. LeCun et al. (1998). */
  GAUSSIAN {
    @Override
    void fill(Parameter weights, UniformRandomProvider random) {
      normals(weights, Math.sqrt(1.0 / weights.columns()), random);
    }
  },

  /** Uniform on +-sqrt(6/(in + out)). Glorot and Bengio (2010), eq. 16. */
  GLOROT {
    @Override
    void fill(Parameter weights, UniformRandomProvider random) {
      int cells = weights.columns() / weights.tensor().shape().get(1);
      double bound = Math.sqrt(6.0 / (weights.columns() + (double) weights.rows() * cells));
      float[] values = weights.values();
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) (bound * (2 * random.nextDouble() - 1));
      }
    }
  },

  /** N(0, 2/in). He et al. (2015), eq. 10. */
  HE {
    @Override
    void fill(Parameter weights, UniformRandomProvider random) {
      normals(weights, Math.sqrt(2.0 / weights.columns()), random);
    }
  },

  /**
   * Orthonormal rows, or columns where there are more rows than columns: Q of the QR decomposition
   * of normals, with the signs of R's diagonal, so that Q is uniformly distributed. Saxe,
   * McClelland and Ganguli (2014).
   */
  ORTHOGONAL {
    @Override
    void fill(Parameter weights, UniformRandomProvider random) {
      int rows = weights.rows();
      int columns = weights.columns();
      int large = Math.max(rows, columns);
      int small = Math.min(rows, columns);
      ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(random);
      RealMatrix gaussian = MatrixUtils.createRealMatrix(large, small);
      for (int i = 0; i < large; i++) {
        for (int j = 0; j < small; j++) {
          gaussian.setEntry(i, j, normal.sample());
        }
      }
      QRDecomposition qr = new QRDecomposition(gaussian);
      RealMatrix q = qr.getQ();
      RealMatrix r = qr.getR();
      float[] values = weights.values();
      for (int i = 0; i < large; i++) {
        for (int j = 0; j < small; j++) {
          int at = rows >= columns ? i * columns + j : j * columns + i;
          values[at] = (float) (Math.signum(r.getEntry(j, j)) * q.getEntry(i, j));
        }
      }
    }
  };

  abstract void fill(Parameter weights, UniformRandomProvider random);

  private static void normals(Parameter weights, double std, UniformRandomProvider random) {
    ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(random);
    float[] values = weights.values();
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (std * normal.sample());
    }
  }

  /** Starts all parameters of a network; rows that belong on the unit sphere go there. */
  void start(List<Parameter> parameters, long seed, Blas blas) {
    for (Parameter parameter : parameters) {
      start(parameter, seed);
      if (parameter.onSphere()) {
        RowNorms.project(parameter, blas);
      }
    }
  }

  /**
   * Fills a weight matrix; other parameters keep the values that their layer gave them.
   *
   * @param parameter any parameter
   * @param seed the seed; with the parameter's name it decides the values
   */
  public void start(Parameter parameter, long seed) {
    if (parameter.role() == Parameter.Role.WEIGHT) {
      fill(parameter, Draws.of(seed, parameter.name()));
    }
  }
}
