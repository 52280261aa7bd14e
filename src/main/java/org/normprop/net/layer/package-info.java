/**
 * Layers as values: what they compute, without an input's shape and without weights.
 *
 * <p>In reading order: {@link Layer} and its types, {@link WeightLayer} those with weights, {@link
 * Join} those of several inputs; what they are made of: {@link Shape}, {@link Window}, {@link
 * Borders}, {@link Scheme} (how weights are normalised), {@link Nonlinearity}, and {@link Affine}
 * and {@link CellConstants}, the constants. How {@link Statistics} pass through a layer is part of
 * it: a {@link Flow} is what its rule may ask, a {@link FlowStep} with a {@link FlowState} the
 * answer, and a {@link FlowSignal} what is sent back; {@code FlowRules} holds the longer rules,
 * {@code FlowReturn} what windows send back to their cells, {@code FlowLaw} how values are
 * distributed where sums make them something else than normal.
 *
 * <p>Images lie as float32 [batch, channels, height, width]; a vector of n is an image of n
 * channels and one pixel. Every layer with weights is a linear map, then a scale and a shift for
 * each channel, then an activation that is shifted by its mean and divided by its standard
 * deviation.
 */
package org.normprop.net.layer;
