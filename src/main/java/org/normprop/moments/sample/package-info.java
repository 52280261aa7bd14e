/**
 * Monte Carlo. In reading order: {@link NormalMatrix} fixes every normal, {@link SampleTree} shares
 * stages between units, {@link Lane.Tally} gathers moments, {@link MonteCarlo} hands out chunks to
 * threads; {@link QuasiMonteCarlo} does the same with scrambled Sobol points.
 */
package org.normprop.moments.sample;
