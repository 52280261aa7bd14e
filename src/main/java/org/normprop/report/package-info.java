/**
 * Pages about runs and comparisons: one HTML file each, with its pictures inside and no scripts, to
 * be read without a network.
 *
 * <p>It may see {@code train} and {@code table}; the charts are in {@code report.plot}.
 */
package org.normprop.report;
