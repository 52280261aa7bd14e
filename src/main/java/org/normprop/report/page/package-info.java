/**
 * HTML pages, one file each, to be read without a network: {@link RunPage}, {@link ComparisonPage}
 * and {@link ConstantsPage}, put together by {@code Html} from charts ({@code Curves}, {@code
 * HistogramCharts}, {@code LayerCharts}) with one style, {@code page.css}, which charts share, and
 * one script, {@code page.js}, without which they are whole, too. {@link ComparisonPlot} is a
 * picture of a comparison on its own.
 */
package org.normprop.report.page;
