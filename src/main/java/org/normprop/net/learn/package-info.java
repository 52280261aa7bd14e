/**
 * How training steps. In reading order: {@link Optimiser} is a value and {@link Stepper} it at work
 * ({@code SgdStepper}, {@code AdamStepper}); {@link Decay} of weights, {@link Schedule} of the
 * rate.
 */
package org.normprop.net.learn;
