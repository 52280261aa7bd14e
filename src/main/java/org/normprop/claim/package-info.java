/**
 * Published numbers and what is to be thought of them: a corpus of claims as printed, the true
 * values with their bounds, and a verdict on each, found from the digits.
 *
 * <p>In reading order: {@link Claim} and what it is a claim of ({@link ClaimedQuantity}), {@link
 * Printed} digits, {@link Corpus} for the file; {@link Verification} holds all against {@code
 * TrueValues}, which asks the calculator ({@code PairValues}, and {@code ManyDigits} where doubles
 * do not do); {@code Judge} reaches a {@link Verdict}, {@code Conventions} knows what else a number
 * may be; {@link Finding} and {@link Inconsistency} are what comes out. {@code structure} does the
 * same for claims that are not numbers of one unit.
 *
 * <p>Sees {@code moments}, {@code table} and {@code function}.
 */
package org.normprop.claim;
