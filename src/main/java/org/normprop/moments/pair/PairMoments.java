package org.normprop.moments.pair;

import org.normprop.table.Bounded;

/**
 * What is known of f(u) and g(v), two units' outputs for jointly normal inputs u and v of
 * correlation r. NaN where it is not defined: no constant has a correlation.
 *
 * @param rho r
 * @param expectation E[f(u) g(v)]
 * @param covariance Cov[f(u), g(v)]
 * @param correlation C(r), the covariance over both standard deviations
 * @param slope d/dr E[f(u) g(v)]: std_u std_v E[f'(u) g'(v)] where both are continuous; infinite at
 *     r = 1 for functions that jump
 * @param oneMinusCorrelation 1 - C(r), to its last digits however near 1 C is
 */
public record PairMoments(
    Rho rho,
    Bounded expectation,
    Bounded covariance,
    Bounded correlation,
    Bounded slope,
    Bounded oneMinusCorrelation) {}
