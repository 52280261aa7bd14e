package org.normprop.net.onnx.predict;

/**
 * What goes into an input: independent elements of this mean and standard deviation.
 *
 * @param mean of each element
 * @param std of each element
 */
public record InputMoments(double mean, double std) {}
