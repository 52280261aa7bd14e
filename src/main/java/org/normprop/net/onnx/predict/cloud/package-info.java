/**
 * How the channels of tensors depend on one another: {@link Cloud} holds the correlations of what
 * is random in a tensor, {@link Expansion} takes them through functions of one value.
 */
package org.normprop.net.onnx.predict.cloud;
