package org.normprop.cli.onnx;

import java.util.function.DoubleUnaryOperator;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.normprop.moments.sample.Quantiles;
import org.normprop.table.Input;

/** Where the elements of an input come from. */
interface ModelInputSource {

  /** Fills in a sample's elements. */
  void fill(UniformRandomProvider random, int sample, double[] values);

  /** The mean of an element. */
  double mean();

  /** The standard deviation of an element. */
  double std();

  /** Independent normals. */
  record Normal(double mean, double std) implements ModelInputSource {
    @Override
    public void fill(UniformRandomProvider random, int sample, double[] values) {
      ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(random);
      for (int i = 0; i < values.length; i++) {
        values[i] = mean + std * normal.sample();
      }
    }
  }

  /** Independent numbers of another distribution: f of a normal. */
  record Image(double mean, double std, DoubleUnaryOperator f) implements ModelInputSource {
    @Override
    public void fill(UniformRandomProvider random, int sample, double[] values) {
      ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(random);
      for (int i = 0; i < values.length; i++) {
        values[i] = f.applyAsDouble(normal.sample());
      }
    }
  }

  /** A distribution. */
  static ModelInputSource of(Input input) {
    return input instanceof Input.Independent independent
        ? new Image(input.mean(), input.std(), Quantiles.ofNormal(independent.marginal()))
        : new Normal(input.mean(), input.std());
  }

  /** Whole numbers from 0 on, each as likely. */
  record Tokens(int count) implements ModelInputSource {
    @Override
    public void fill(UniformRandomProvider random, int sample, double[] values) {
      for (int i = 0; i < values.length; i++) {
        values[i] = random.nextInt(count);
      }
    }

    @Override
    public double mean() {
      return (count - 1) / 2.0;
    }

    @Override
    public double std() {
      return Math.sqrt(((double) count * count - 1) / 12);
    }
  }

  /** Always the same, such as the ones of a mask. */
  record Same(double mean) implements ModelInputSource {
    @Override
    public void fill(UniformRandomProvider random, int sample, double[] values) {
      java.util.Arrays.fill(values, mean);
    }

    @Override
    public double std() {
      return 0;
    }
  }
}
