/**
 * Windows of one layer that share cells: what their values have in common, and what they send back
 * to a cell that several of them hold.
 *
 * <p>In reading order: {@link org.normprop.moments.overlap.WindowGrid} (which windows hold a cell),
 * {@link org.normprop.moments.overlap.SentBack} (the signal that comes back, exactly), {@link
 * org.normprop.moments.overlap.SharedCells} (the covariance of two windows' values, exactly),
 * {@link org.normprop.moments.overlap.OverlapSampler} (both, measured). Sees {@code table}, {@code
 * function}, {@code random} and {@code moments.sample.pairs}, where pairs are counted.
 */
package org.normprop.moments.overlap;
