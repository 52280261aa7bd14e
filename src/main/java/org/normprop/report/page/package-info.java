/**
 * HTML pages, one file each, to be read without a network: {@link RunPage}, {@link ComparisonPage},
 * {@link ConstantsPage} of {@link UnitCard}s, and {@link SignalPage} of {@link SignalRow}s, which
 * {@link LayerSignal} makes of a network's layers.
 *
 * <p>{@code Html} puts them together, from charts ({@code Curves}, {@code HistogramCharts}, {@code
 * LayerCharts}, {@code SignalCharts}), with one style, {@code page.css}, which gives charts their
 * colours, too, and one script, {@code page.js}, without which they are whole.
 */
package org.normprop.report.page;
