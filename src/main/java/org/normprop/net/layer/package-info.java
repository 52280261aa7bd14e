/**
 * Layers as values: what they compute, without an input's shape and without weights.
 *
 * <p>Images lie as float32 [batch, channels, height, width]; a vector of n is an image of n
 * channels and one pixel. Every layer with weights is a linear map (dense, convolution), then a
 * scale and a shift for each channel (what normalisation comes down to), then an activation that is
 * shifted by its mean and divided by its standard deviation.
 */
package org.normprop.net.layer;
