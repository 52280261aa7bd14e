/**
 * Data sets: readers, splits, input normalisation, batches, and the sets that can be had by name.
 *
 * <p>What a file declares is held against what it has before memory is taken, and faults name their
 * place. Chance comes from seeds alone. Only {@code Fetch} touches the network. Sees {@code text}
 * and the JDK.
 */
package org.normprop.data;
