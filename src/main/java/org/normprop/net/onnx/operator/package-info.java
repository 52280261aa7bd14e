/**
 * What operators do to shapes, to constants and to single numbers, without running them. In reading
 * order: {@link TensorFact} is what is known of a tensor, {@link ShapeInference} goes through a
 * graph ({@code ShapeRules}, {@code WeightShapes}), {@code ConstantFolding} computes what depends
 * on no input; {@link WrittenSoftmax}, {@link WrittenNormalisation} and {@link EinsumProducts} find
 * operators that exporters write out as several, or that are others under one name; {@link Layouts}
 * move elements ({@code BlockLayouts}, {@code PadLayout}, {@code TriangleLayout}), {@link Scalars}
 * act on each, {@link Reduction}, {@link WindowGeometry} and {@link ResizeGeometry} say over what.
 */
package org.normprop.net.onnx.operator;
