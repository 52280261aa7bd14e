package org.normprop.report.page;

/**
 * A quantity of a tensor or a layer.
 *
 * @param measured what was found
 * @param error its standard error; not a number where none is known
 * @param predicted what constants foretell; not a number without a prediction
 */
public record SignalReading(double measured, double error, double predicted) {}
