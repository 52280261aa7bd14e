package org.normprop.table;

/**
 * What a deterministic route found of a unit. NaN where the route does not reach a quantity, or it
 * is not defined.
 *
 * @param mean E[y]
 * @param std sqrt(Var[y])
 * @param backward sqrt(E|grad y|^2 / n), n the number of inputs
 * @param derivativeMean E[f'], of an activation
 * @param skewness the third central moment over std^3
 * @param kurtosis the fourth central moment over std^4; 3 for a normal
 * @param error a bound on the absolute error of mean, std, backward and derivative mean
 * @param method the route, for example {@code closed-form}, {@code quadrature} or {@code
 *     order-statistics}
 */
public record Exact(
    double mean,
    double std,
    double backward,
    double derivativeMean,
    double skewness,
    double kurtosis,
    double error,
    String method) {}
