/**
 * How tensors depend on one another. {@link Dependence} goes along with the rules, which take cells
 * as independent, and mends what they foretell. A {@code Traced} tensor is a function of the values
 * of a {@link Cloud}, whose correlations it knows. {@link Expansion} takes correlations through
 * functions; {@code LinearCloud} through weight layers, and so {@code SumCloud}, {@code
 * ProductCloud}, {@code MeanCloud} and {@code PoolCloud} through sums, gates, means and windows;
 * {@code NearTaps} takes those of {@code Neighbours} through filters. {@code TokenPairs} are how
 * tokens go together pair by pair, {@code Attention} and what begins with it takes them through
 * attention, {@code RowPairs} finds them behind it, {@code ValueLean} how its weights lean to
 * values. {@link ScaleMixture} is the shape of values with a common scale, {@code WindowSpread} the
 * scale of what is in a window, {@code Skewness} how far each value leans.
 */
package org.normprop.net.onnx.predict.bond;
