/**
 * Densities and distribution functions of inputs that are not normal: {@link InputDensity}, found
 * by {@link Densities}. The deterministic route integrates over them; sampling never sees them.
 */
package org.normprop.moments.density;
