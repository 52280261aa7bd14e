package org.normprop.net.onnx.measure;

/**
 * Statistics of a tensor over its elements and the samples. Each has its standard error over
 * samples, not a number for a single sample.
 *
 * @param mean mean of all elements
 * @param meanError its standard error
 * @param std standard deviation of all elements about that mean
 * @param stdError its standard error
 * @param channelMeanSquare mean over channels of the square of a channel's mean
 * @param channelMeanSquareError its standard error
 * @param channelVariance mean over channels of the variance within a channel
 * @param channelVarianceError its standard error
 * @param kurtosis fourth central moment by the square of the second; 3 for a normal
 * @param kurtosisError its standard error
 * @param zeros share of elements that are 0
 * @param zerosError its standard error
 * @param skewness third central moment by the cube of the standard deviation
 */
public record Moments(
    double mean,
    double meanError,
    double std,
    double stdError,
    double channelMeanSquare,
    double channelMeanSquareError,
    double channelVariance,
    double channelVarianceError,
    double kurtosis,
    double kurtosisError,
    double zeros,
    double zerosError,
    double skewness) {}
