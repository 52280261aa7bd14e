/**
 * Tables as people have them: fields between commas, semicolons, tabs, bars or blanks, decimal
 * points or commas, several encodings, with or without a header, with missing values, categories,
 * percentages and sums of money.
 *
 * <p>In reading order: {@link org.normprop.data.table.TableRequest} is what a user said, {@link
 * org.normprop.data.table.TableSurvey} goes through the whole file once, {@link
 * org.normprop.data.table.TableFormat} is what was decided from both, once for all lines, and
 * {@link org.normprop.data.table.TableReader} reads by it, this file or another; {@link
 * org.normprop.data.table.TableWords} tells it. Nothing is guessed while rows are read. Sees {@code
 * data}, {@code data.read}, {@code text} and the JDK.
 */
package org.normprop.data.table;
