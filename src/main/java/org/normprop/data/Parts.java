package org.normprop.data;

/**
 * A data set in two parts that share no row.
 *
 * @param train the rows to learn from
 * @param heldOut the rows to measure on
 */
public record Parts(DataSet train, DataSet heldOut) {}
