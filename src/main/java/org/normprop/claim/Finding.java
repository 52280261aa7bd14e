package org.normprop.claim;

import java.util.Optional;

/**
 * A published number and what was found about it.
 *
 * @param claim what was published
 * @param known what is true; empty if no route reaches it
 * @param verdict what is to be thought of it
 */
public record Finding(Claim claim, Optional<Known> known, Verdict verdict) {}
