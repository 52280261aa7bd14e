/**
 * How constants are found: by sampling, and by deterministic routes that share nothing with it.
 *
 * <p>The face of two buildings that never see each other: {@code sample} on one side; {@code
 * closed}, {@code law} and {@code pair} on the other, over {@code density}, {@code shape} and
 * {@code quadrature}.
 *
 * <p>In reading order: {@link Calculator} asks both sides and {@link Agreement} compares; {@link
 * ExactMoments} is the deterministic side's door, {@link Distribution} the whole density, {@link
 * Pairs} what correlated inputs become; {@link MomentMap}, {@link FixedPoint}, {@link
 * KeptVariances} and {@link ScalePair} look at a layer after a layer; {@link CachedRows} remembers.
 * Sees {@code table}, {@code function} and {@code run}.
 */
package org.normprop.moments;
