/**
 * How constants are found: by sampling, and by deterministic routes that share nothing with it.
 *
 * <p>The face of three buildings that never see each other but for the ground floors: {@code
 * sample} on one side, {@code closed} and {@code law} (with {@code quadrature} below) on the other.
 * {@link org.normprop.moments.Calculator} asks both and compares. Sees {@code table} and {@code
 * function}.
 */
package org.normprop.moments;
