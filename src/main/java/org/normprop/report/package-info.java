/**
 * What people read of results; sees no command line.
 *
 * <p>Text, CSV, JSON and Markdown are in {@code words}, those of model files in {@code model}, HTML
 * pages in {@code page}, charts as values in {@code plot}; here, the charts of what is known of
 * units: {@link DensityPlot} and {@link KernelPlot}.
 */
package org.normprop.report;
