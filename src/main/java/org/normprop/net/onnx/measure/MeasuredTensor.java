package org.normprop.net.onnx.measure;

import org.normprop.net.onnx.read.ElementType;

/**
 * What was found of a tensor. Immutable, if nobody writes to its arrays.
 *
 * @param name its name
 * @param operator the operator that computes it; {@code Input} for an input
 * @param node index of the node; -1 for an input
 * @param type what its elements are
 * @param dims its sizes in one run
 * @param moments over elements and samples
 * @param channels by channel
 */
public record MeasuredTensor(
    String name,
    String operator,
    int node,
    ElementType type,
    int[] dims,
    Moments moments,
    ChannelMoments channels) {}
