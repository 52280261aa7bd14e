/**
 * What commands do with a model file. In reading order: {@link ModelArguments} reads the options,
 * {@link ModelInputSource} and {@code SampledInputs} say what goes in, {@link ModelPropagation}
 * measures beside predicted, {@link ModelNormalisation} changes, {@link RunExport} writes a run as
 * a model.
 */
package org.normprop.cli.onnx;
