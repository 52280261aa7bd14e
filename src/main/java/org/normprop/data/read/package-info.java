/**
 * Readers of data files that are no tables: images, IDX, CIFAR-10, NumPy, each packed by gzip or
 * not.
 *
 * <p>What a file declares is held against what it has before memory is taken; faults name file and
 * place, and memory is bounded by the input's size.
 *
 * <p>In reading order: {@link FileKind} knows a file by its beginning, {@link Gzip}, {@link
 * BlockStream} and {@link Tar} unpack; then a reader for each kind: {@link ImageFiles} (with {@link
 * Png} and {@link Jpeg}), {@link IdxReader}, {@link CifarReader}, {@link NumpyFiles}. Sees {@code
 * data}, {@code io} and the JDK.
 */
package org.normprop.data.read;
