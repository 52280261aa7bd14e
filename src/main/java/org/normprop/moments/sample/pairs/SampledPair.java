package org.normprop.moments.sample.pairs;

import org.normprop.table.Estimate;

/**
 * What sampling found of f(u) and f(v), u and v of one law and correlated.
 *
 * @param correlationIn the correlation r of what goes in
 * @param samples how many pairs were drawn
 * @param seed the seed they were drawn with
 * @param expectation E[f(u) f(v)]
 * @param correlation C(r); {@link Estimate#NONE} for a constant
 * @param slope d/dr E[f(u) f(v)]; {@link Estimate#NONE} for units with several inputs, and where a
 *     stage jumps, which derivatives do not show
 */
public record SampledPair(
    double correlationIn,
    long samples,
    long seed,
    Estimate expectation,
    Estimate correlation,
    Estimate slope) {}
