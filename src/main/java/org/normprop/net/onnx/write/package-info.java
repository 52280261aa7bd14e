/**
 * Models changed and made. In reading order: {@link Normalisation} finds factors and shifts layer
 * by layer, {@link ModelEditor} writes them into weights through {@code ConstantEditor} and notes
 * each {@link Underflow} of float16; {@link DrawnModel} draws weights anew, {@link BatchStatistics}
 * puts what is found in the place of running means; {@link NetworkExport} makes a model of a
 * network of ours ({@code GraphBuilder}, {@code ActivationNodes}).
 */
package org.normprop.net.onnx.write;
