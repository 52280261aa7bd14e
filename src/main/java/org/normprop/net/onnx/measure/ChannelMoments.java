package org.normprop.net.onnx.measure;

/**
 * Mean and standard deviation of each channel, over samples and places. Immutable, if nobody writes
 * to its arrays.
 *
 * @param means by channel
 * @param stds by channel
 */
public record ChannelMoments(double[] means, double[] stds) {}
