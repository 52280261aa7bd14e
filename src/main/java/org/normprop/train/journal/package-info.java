/**
 * What a run writes down of itself, epoch after epoch: {@link Journal} (lines of a file, which
 * survive a kill and are checked when they are read), {@link LayerReading} (mean and std of each
 * layer beside what the method promises), {@link Histogram} (how pre-activations are spread).
 */
package org.normprop.train.journal;
