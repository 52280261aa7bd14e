/**
 * Models foretold. In reading order: {@link ModelPrediction} folds over a graph and carries a
 * {@code TensorSignal} for every tensor; {@code Rules} names the rule of each operator, the files
 * that end in Rules hold them, and what they compute with lies beside; {@code bond} follows how
 * tensors depend on one another. {@link InputMoments} go in, {@link PredictedTensor}s come out.
 */
package org.normprop.net.onnx.predict;
