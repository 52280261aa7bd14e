/**
 * Training runs. Constants come in as a table; nothing here computes them.
 *
 * <p>In reading order: {@code setting} (what decides a result), {@link Problem} (what is to be
 * learnt: rows and {@link Inputs}), {@link Model} (what settings say about network and optimiser),
 * {@link RunFolder} (the files that a run leaves, and the one source of truth), {@link Training}
 * (the loop, over {@code Feed}s of batches), {@code Checkpoint} (how it goes on), {@code Probe}
 * (what layers do meanwhile, into a {@code journal}), {@code Tuner} (what settings leave to the
 * data). Afterwards {@link TrainedRun} answers and {@link UntrainedNetwork} shows the start. {@code
 * compare} trains many.
 *
 * <p>Sees {@code run}, {@code net}, {@code data}, {@code table}, {@code function}, {@code json},
 * {@code io} and {@code text}.
 */
package org.normprop.train;
