/**
 * Training runs: options, the loop over epochs, the folder that a run leaves, and comparisons of
 * runs.
 *
 * <p>Everything that decides a result is a {@link org.normprop.train.setting.Setting}; a run's
 * folder holds its settings, so that it can be resumed, measured and compared. Constants come in as
 * a table; nothing here computes them. It may see {@code net}, {@code data}, {@code table} and
 * {@code function}.
 */
package org.normprop.train;
