/**
 * What is known. The calculator writes tables and the runtime reads them; they meet only here.
 *
 * <p>In reading order: {@link Quantity} is what can be known of a unit; a number is {@link Bounded}
 * or an {@link Estimate}, and {@link Exact} and {@link Sampled} hold them by quantity; a {@link
 * Row} holds both. {@link Input} is what goes in, with {@link Correlation} or a {@link Marginal}.
 * {@link ConstantsTable} and {@link StandardTable} are rows together, {@link TableFile} is a file
 * of them ({@link RowCsv}, {@link Provenance}). {@link Correlations} is what no finite table holds:
 * an interface that {@code moments.pair} implements and a command hands over.
 *
 * <p>Sees {@code function}, {@code io} and {@code text}.
 */
package org.normprop.table;
