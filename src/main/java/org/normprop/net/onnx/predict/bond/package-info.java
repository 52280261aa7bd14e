/**
 * How tensors depend on one another. {@link Dependence} goes along with the rules, which take cells
 * as independent, and mends what they foretell. A {@code Traced} tensor is a function of the values
 * of a {@link Cloud}, whose correlations it knows; {@link Expansion} takes correlations through
 * functions, {@code LinearCloud}, {@code SumCloud} and {@code MeanCloud} through weight layers,
 * sums and means, {@code NearTaps} those of {@code Neighbours} through windows, {@code Attention}
 * and what begins with it through attention; {@link ScaleMixture} is the shape of values with a
 * common scale.
 */
package org.normprop.net.onnx.predict.bond;
