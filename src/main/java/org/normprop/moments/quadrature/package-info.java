/**
 * Integrals of several functions at once, with bounds.
 *
 * <p>In reading order: an {@link Integrand}, a {@link Goal}, and the {@link Integrals} that come
 * out; {@link ProvenQuadrature} (Gauss-Legendre, its error proved on {@link Stretch}es), {@link
 * Quadrature} (adaptive tanh-sinh on {@code Panel}s, its error seen as it converges), {@link Line}
 * (the trapezoidal rule on the whole line). {@link OutOfReachException} and {@link
 * MissingMomentException} say that there is no answer, or that it is infinite. Sees {@code table}.
 */
package org.normprop.moments.quadrature;
