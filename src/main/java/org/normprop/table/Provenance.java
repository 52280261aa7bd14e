package org.normprop.table;

/**
 * Where a table's numbers come from: what must be given again to get the same bytes.
 *
 * @param stream the version of the random streams
 * @param seed the seed
 * @param samples the samples of each unit
 * @param version the version of the software
 */
public record Provenance(int stream, long seed, long samples, String version) {}
