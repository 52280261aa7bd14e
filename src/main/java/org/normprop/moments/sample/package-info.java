/**
 * Monte Carlo, and its quasi-random sister.
 *
 * <p>In reading order: {@code planes} fixes every random number, {@code InputSource} makes inputs
 * of planes; {@code SampleTree} shares stages between units, a {@code Node} for each, over {@code
 * Lane}s of values; {@code UnitTally} gathers {@code CentralMoments}, {@code ChunkSpread} and
 * {@code Influence} give the standard errors; {@link MonteCarlo} hands chunks to a runner. {@link
 * QuasiMonteCarlo} does the same with scrambled Sobol points ({@code SobolNet}) and {@code
 * Replicates}; {@code PairSampler} with correlated pairs, and {@code pairs} holds what it finds.
 * {@link Sampling} is how much of it.
 *
 * <p>Sees {@code run}, {@code random}, {@code table} and {@code function}, and nothing of the
 * deterministic routes.
 */
package org.normprop.moments.sample;
