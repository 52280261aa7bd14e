package org.normprop.net.loss;

/** A loss: the mean over the batch of what each image costs. */
public enum Loss {

  /**
   * -log softmax(z)[label], computed from the largest logit down, so that logits may be hundreds
   * apart. Takes {@link LossTargets.Labels}.
   */
  SOFTMAX_CROSS_ENTROPY {
    @Override
    public double evaluate(
        float[] output, int batch, int size, LossTargets targets, float[] gradient) {
      if (!(targets instanceof LossTargets.Labels labels)) {
        throw new IllegalArgumentException("softmax cross-entropy needs classes as targets");
      }
      double sum = 0;
      for (int b = 0; b < batch; b++) {
        sum += image(output, b * size, size, labels.classes()[b], 1.0 / batch, gradient);
      }
      return sum / batch;
    }

    private double image(float[] z, int at, int size, int label, double weight, float[] gradient) {
      if (label < 0 || label >= size) {
        throw new IllegalArgumentException(
            "a class must be from 0 to " + (size - 1) + ", the network's outputs, got " + label);
      }
      double largest = Double.NEGATIVE_INFINITY;
      for (int i = at; i < at + size; i++) {
        largest = Math.max(largest, z[i]);
      }
      double total = 0;
      for (int i = at; i < at + size; i++) {
        total += Math.exp(z[i] - largest);
      }
      if (gradient != null) {
        for (int i = at; i < at + size; i++) {
          double softmax = Math.exp(z[i] - largest) / total;
          gradient[i] = (float) ((softmax - (i - at == label ? 1 : 0)) * weight);
        }
      }
      return Math.log(total) + largest - z[at + label];
    }
  },

  /** Half the sum over the outputs of (y - target)^2. Takes {@link LossTargets.Values}. */
  MEAN_SQUARED_ERROR {
    @Override
    public double evaluate(
        float[] output, int batch, int size, LossTargets targets, float[] gradient) {
      if (!(targets instanceof LossTargets.Values values)) {
        throw new IllegalArgumentException("mean squared error needs numbers as targets");
      }
      double sum = 0;
      for (int i = 0; i < batch * size; i++) {
        double difference = (double) output[i] - values.values()[i];
        sum += 0.5 * difference * difference;
        if (gradient != null) {
          gradient[i] = (float) (difference / batch);
        }
      }
      return sum / batch;
    }
  };

  /**
   * The loss and its gradient.
   *
   * @param output [batch, size], row by row
   * @param batch how many images, at least 1
   * @param size outputs of an image
   * @param targets what they should be
   * @param gradient receives dl/doutput; null if not wanted
   * @return the mean over the batch
   */
  public abstract double evaluate(
      float[] output, int batch, int size, LossTargets targets, float[] gradient);
}
