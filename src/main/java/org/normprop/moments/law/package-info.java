/**
 * Distributions as images of one normal variable, and expectations under them: {@link Law} and its
 * kinds, the {@link Chain} that sends inputs through a unit, {@link Expectation}.
 */
package org.normprop.moments.law;
