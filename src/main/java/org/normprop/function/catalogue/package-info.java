/**
 * The activations there are. {@link Activations} finds them by name; {@code Definition} is what an
 * entry says of one. Then a file a family: {@code PiecewiseLinear}, {@code SmoothRectifiers},
 * {@code Sigmoids}, {@code Shapes}.
 */
package org.normprop.function.catalogue;
