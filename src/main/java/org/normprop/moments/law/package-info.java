/**
 * Distributions as images of one variable, and expectations under them.
 *
 * <p>In reading order: {@link Law} is a distribution; it begins with a {@code Law.Base} ({@link
 * NormalLaw}, {@code DensityLaw}, or {@link Atom}s alone) and goes on as {@code ImageLaw}, {@code
 * ThinnedLaw}, {@code ExtremeLaw} or, of inputs that correlate, {@code CommonExtremeLaw}. A law
 * integrates an {@code Observable} along a {@code PathPoint}, and with proof over a {@code
 * PathRegion}, from cut to cut ({@code Place}). {@link Chain} sends inputs through a unit and
 * {@code Expectation} finds the {@link LawMoments}; {@link Expectations} are open to any function.
 * {@link Conditioning} and {@link CorrelatedWindow} serve inputs that correlate, {@code
 * NoiseMoments} and {@code PNormMoments} stages that leave only moments. {@link Existence} knows
 * what does not exist.
 *
 * <p>Sees {@code moments.quadrature}, {@code .shape}, {@code .density}, {@code table} and {@code
 * function}.
 */
package org.normprop.moments.law;
