package org.normprop.net.graph;

import java.util.List;

/**
 * What goes into a network and what comes out, besides the network itself, for whoever writes it
 * down for another program. Its arrays are not to be changed; else immutable.
 *
 * @param features names of the input's elements, such as age or city=Ulm; empty for images
 * @param means subtracted from the input: none, one, one a channel or one an element
 * @param stds the input is divided by
 * @param classes names of the classes; empty where a number is predicted
 * @param targetMean added to a predicted number
 * @param targetStd a predicted number is multiplied by
 */
public record Surroundings(
    List<String> features,
    double[] means,
    double[] stds,
    List<String> classes,
    double targetMean,
    double targetStd) {}
