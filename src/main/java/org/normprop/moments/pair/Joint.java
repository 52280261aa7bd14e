package org.normprop.moments.pair;

import org.normprop.table.Bounded;

/**
 * What is found of f(u) and g(v), u and v standard normals of some correlation.
 *
 * @param covariance Cov[f(u), g(v)]
 * @param slope d Cov/dr
 * @param difference E (f^(u) - g^(v))^2/2, where f^ and g^ are f and g less their means, over their
 *     standard deviations: 1 - C, without subtraction
 */
record Joint(Bounded covariance, Bounded slope, Bounded difference) {}
