/**
 * HTML pages, one file each, to be read without a network: {@link RunPage} and {@link
 * ComparisonPage}, put together by {@code Html} from charts ({@code Curves}, {@code
 * HistogramCharts}, {@code LayerCharts}).
 */
package org.normprop.report.page;
