/**
 * Models foretold. In reading order: {@link ModelPrediction} folds over a graph and carries a
 * {@code TensorSignal} for every tensor: mean and variance of cells, the {@code Origin} of what is
 * random, and the {@code Density} of its shape; {@code Rules} names the rule of each operator, the
 * files that end in Rules hold them, and what they compute with lies beside. {@link InputMoments}
 * go in, {@link PredictedTensor}s come out, {@link Level} is how fine it looks.
 */
package org.normprop.net.onnx.predict;
