/**
 * Data sets as values: rows, splits that leak nothing, input normalisation, and batches by seed and
 * epoch.
 *
 * <p>In reading order: {@link DataSet}, rows of {@code Features} with {@code Targets}; {@link
 * Split} parts it in two ({@link Parts}), {@link InputNorm} and {@link TargetScale} are fitted on
 * the training part; {@link Batches} deals it out by a {@link BatchPlan}, one {@link Epoch} after
 * another. {@code data.read} makes data sets of files, {@code data.table} of tables, {@code
 * data.sets} has those that can be had by name.
 *
 * <p>Sees {@code random} and the JDK.
 */
package org.normprop.data;
