/**
 * Layers and networks at work: buffers, forward beside backward.
 *
 * <p>In reading order: {@link Network} runs a graph, forward and (by {@code BackwardPass}) back;
 * {@link Binder} makes of a layer, which is a value, a {@link BoundLayer}, with what a {@link
 * Binding} gives it. The layers that have weights end in an {@code EpilogueLayer}: a {@code
 * ChannelScale} for each scheme ({@code RowScale}, {@code BatchScale}, {@code BiasScale}) and a
 * nonlinearity from {@code kernel}. The others follow: {@code BoundPool}, {@code BoundDropout},
 * {@code BoundJoin} and their kinds. {@link Initialiser} fills the weights; {@code memory} says
 * which tensors may share an array, {@code convolution} holds the two ways to convolve.
 *
 * <p>Bound* is a layer with buffers, *Scale a scheme with buffers.
 */
package org.normprop.net.run;
