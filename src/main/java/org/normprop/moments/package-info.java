/**
 * How constants are found: by sampling, and by deterministic routes that share nothing with it.
 *
 * <p>Sees {@code table} and {@code function}.
 */
package org.normprop.moments;
