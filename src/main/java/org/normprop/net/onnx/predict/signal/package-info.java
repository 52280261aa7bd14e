/**
 * What is foretold of one tensor, and what rules work with: {@link TensorSignal} is mean and
 * variance of cells that are functions of an {@link Origin}, whose {@link Density} is its shape;
 * {@link NodeStep} is a node with the signals that go in, at a {@link Level}; {@link Factors} are
 * weights, {@link MatrixProduct} multiplies.
 */
package org.normprop.net.onnx.predict.signal;
