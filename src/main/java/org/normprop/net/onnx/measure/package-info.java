/**
 * Models run. In reading order: {@link ModelRunner} is a model in ONNX Runtime, {@link ModelInputs}
 * what is sent in; {@link Measurement} sends samples through, {@code SampleSums} and {@code
 * TensorTally} take the statistics, and {@link MeasuredTensor} with its {@link Moments} is what was
 * found. {@code MeasureLimits} is what is not run.
 */
package org.normprop.net.onnx.measure;
