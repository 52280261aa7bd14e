package org.normprop.net.layer;

/**
 * How a layer with weights stretches what goes through it, pre_i = s_i (W_i . x) + t_i, on average
 * over its channels; as of its last forward pass.
 *
 * @param forward the mean of (s_i |W_i|)^2, by which E[x^2] is multiplied; 0 where batch or layer
 *     normalisation makes pre independent of x's size
 * @param added the mean square of what is there whatever x is
 * @param shift the mean of pre
 * @param backward the mean of (s_i |W_i|)^2, by which the square of the signal sent back is
 *     multiplied
 * @param keepsShared whether what the places of a channel have in common goes through where {@code
 *     forward} is 0: layer normalisation takes away the mean of all channels, batch normalisation
 *     that of each
 */
public record Gain(
    double forward, double added, double shift, double backward, boolean keepsShared) {}
