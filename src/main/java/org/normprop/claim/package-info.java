/**
 * Published numbers and what is to be thought of them: a corpus of claims as printed, the true
 * values with their bounds, and a verdict on each, found from the digits. {@code structure} does
 * the same for claims that are not numbers of one unit.
 *
 * <p>Sees {@code moments}, {@code table} and {@code function}.
 */
package org.normprop.claim;
