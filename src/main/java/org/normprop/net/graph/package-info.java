/**
 * Networks as values. In reading order: the notation ({@link Architecture}, its {@link Entry}s, the
 * {@link Fold} over them), what normalises them ({@link Recipe}), what travels along an edge
 * ({@link Signal}), and the {@link Graph} that {@link Plan} makes of all three.
 */
package org.normprop.net.graph;
