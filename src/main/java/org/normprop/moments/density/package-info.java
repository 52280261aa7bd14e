/**
 * Inputs that are not normal, for the deterministic route; sampling never sees them. {@link
 * InputDensity} is a density by a parameter in which powers are easy to integrate, {@link
 * Densities} finds it, and three kinds have a file of their own.
 */
package org.normprop.moments.density;
