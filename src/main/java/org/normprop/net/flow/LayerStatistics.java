package org.normprop.net.flow;

/**
 * What goes through a layer.
 *
 * @param pre what the activation receives; unknown for a layer without activation
 * @param output what comes out
 * @param sentBack the signal that the layer sends back to its input, when independent N(0,1) arrive
 *     at the network's output
 */
public record LayerStatistics(Statistics pre, Statistics output, Statistics sentBack) {}
