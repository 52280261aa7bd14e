/**
 * Pairs: what units make of the correlation of their inputs.
 *
 * <p>In reading order: {@link org.normprop.moments.pair.PairMap} is the face, {@link
 * org.normprop.moments.pair.PairMoments} what it gives. A unit is read as a {@code Side}: a {@code
 * Curve} over the standard normal and what is affine behind it. A {@code Mesh} resolves the curve.
 * {@code CommonFactor} conditions on what both inputs have in common; {@code NearOne} takes over
 * near correlations of 1 and -1, by the slope ({@code NearSlope}, {@code LocalCurve}); {@code
 * Hermite} is the second route that checks. Sees {@code table}, {@code function} and {@code
 * moments.law}, which says whether there are moments.
 */
package org.normprop.moments.pair;
