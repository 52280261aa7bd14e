/**
 * What goes through a network. In reading order: {@link Statistics} of values; {@link Prediction},
 * a fold over the graph by {@code FlowRules}, one rule for each layer; {@link Propagation}, the
 * same measured, layer by layer ({@link LayerStatistics}); {@link Jacobian}.
 */
package org.normprop.net.flow;
