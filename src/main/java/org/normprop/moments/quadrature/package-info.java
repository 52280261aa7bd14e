/**
 * Integrals of several functions at once, with bounds: adaptive tanh-sinh on pieces ({@link
 * Quadrature}), the trapezoidal rule on the whole line ({@link Line}).
 */
package org.normprop.moments.quadrature;
