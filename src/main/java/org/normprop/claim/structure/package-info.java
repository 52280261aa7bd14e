/**
 * Claims about layers and nets that are not numbers of one unit, computed from their definitions.
 *
 * <p>In reading order: {@link Structure} lists them, {@link StructuralClaim} is one, with a {@link
 * Check} for each number; then the computations: {@code OrthogonalProduct} (singular values),
 * {@code DepthRecursion}, {@code CovarianceBound}, {@code JacobianFactor}, {@code PoolingGradient};
 * {@code WeightDraws} and {@code WeightFamily} give them matrices.
 */
package org.normprop.claim.structure;
