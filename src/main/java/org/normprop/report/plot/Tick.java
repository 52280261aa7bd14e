package org.normprop.report.plot;

/** A value that an axis names. */
record Tick(double value, String label) {}
