/**
 * Networks of ours out of models. {@link TakenNetwork} is what comes out: an architecture, what
 * goes in and comes out, and weights. {@code ModelReading} reads any model, layer by layer, with
 * {@code NodeReading}s and {@code ActivationReading}; what this program wrote says itself what it
 * is.
 */
package org.normprop.net.onnx.take;
