/**
 * What was found in a model file. In reading order: {@link ModelRow} is a tensor, measured beside
 * predicted; {@link ModelText} for people, with {@code ModelRemarks}, {@link ModelData} for
 * programs, {@link ModelChart} to look at, {@link ModelSignal} for a browser.
 */
package org.normprop.report.model;
