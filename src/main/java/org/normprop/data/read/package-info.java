/**
 * Readers of data files: CSV, IDX, CIFAR-10's binary form, PNG images, each packed by gzip or not.
 *
 * <p>What a file declares is held against what it has before memory is taken; faults name file and
 * place, and memory is bounded by the input's size. Sees {@code data}, {@code text} and the JDK.
 */
package org.normprop.data.read;
