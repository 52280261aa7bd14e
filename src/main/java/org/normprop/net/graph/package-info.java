/**
 * Networks as values. In reading order: the notation ({@link Architecture}, of {@link Entry}s;
 * {@code LayerNotation} has a letter for each layer, {@code ArchitectureParser} what joins them,
 * {@code Fold} is a walk over them, {@code Sizes} the first), what normalises them ({@link Recipe},
 * and the rules it is made of), what travels along an edge ({@link Signal}), and the {@link Graph}
 * that {@link Plan} makes of all three, with {@link Constants}.
 */
package org.normprop.net.graph;
