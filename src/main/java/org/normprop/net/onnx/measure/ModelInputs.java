package org.normprop.net.onnx.measure;

/** What is sent into a model. Safe for use by several threads at once. */
public interface ModelInputs {

  /**
   * The elements of an input for a sample; they depend on nothing else.
   *
   * @param input the input's name
   * @param sample which sample, from 0
   * @param values receives the elements; whole ones as they round
   */
  void fill(String input, int sample, double[] values);
}
