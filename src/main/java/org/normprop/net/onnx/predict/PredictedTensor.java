package org.normprop.net.onnx.predict;

/**
 * What constants foretell of a tensor, over its elements and the samples.
 *
 * @param mean mean of all elements
 * @param std standard deviation of all elements about that mean
 * @param channelMeanSquare mean over channels of the square of a channel's mean
 * @param channelVariance mean over channels of the variance within a channel
 */
public record PredictedTensor(
    double mean, double std, double channelMeanSquare, double channelVariance) {}
