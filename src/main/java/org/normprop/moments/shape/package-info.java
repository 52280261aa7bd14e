/**
 * The shape of an activation: where it rises, falls, or stands still.
 *
 * <p>In reading order: {@link org.normprop.moments.shape.Interval}, a part of the line; {@link
 * org.normprop.moments.shape.FlatPiece}, where an activation is constant, and {@link
 * org.normprop.moments.shape.MonotonePiece}, where it has an inverse; {@link
 * org.normprop.moments.shape.Pieces} cuts an activation into both, at kinks and at turns that
 * {@code Cells} proves. Sees {@code function}, and {@code moments.quadrature} for the exceptions.
 */
package org.normprop.moments.shape;
