package org.normprop.table;

/**
 * What sampling found of a unit.
 *
 * @param samples how many outputs were drawn
 * @param seed the seed they were drawn with
 * @param method {@code mc}, or {@code rqmc} for randomised quasi-Monte Carlo
 * @param mean E[y]
 * @param std sqrt(Var[y])
 * @param backward sqrt(E|grad y|^2 / n), n the number of inputs
 * @param derivativeMean E[f'], of an activation; else {@link Estimate#NONE}
 * @param skewness the third central moment over std^3
 * @param kurtosis the fourth central moment over std^4; 3 for a normal
 */
public record Sampled(
    long samples,
    long seed,
    String method,
    Estimate mean,
    Estimate std,
    Estimate backward,
    Estimate derivativeMean,
    Estimate skewness,
    Estimate kurtosis) {}
