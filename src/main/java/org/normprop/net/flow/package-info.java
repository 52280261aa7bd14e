/**
 * What goes through a network. In reading order: {@link Prediction}, a fold over the graph that
 * asks every layer for its rule ({@code Layer.flow}), {@link CommonTerms} and {@link CommonReturns}
 * of branches without weights, {@link Tilts} of what is sent back to unequal values. Small planes
 * with poolings are drawn instead ({@code field}), and {@code width} adds what finitely many
 * channels do. {@link Propagation} is the same measured, layer by layer; {@link Jacobian}.
 */
package org.normprop.net.flow;
