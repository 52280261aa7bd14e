/**
 * Data sets that can be had by name: those embedded in the program, and those that {@link Fetch}
 * brings.
 *
 * <p>In reading order: {@link Catalogue} lists them, {@link KnownSet} is one, of {@link
 * WantedFile}s with checksums; {@link DataSource} opens whatever a user names; {@link Fetch} gets
 * the files of a {@code Source}: a {@code WebArchive} or {@code WebFiles} by {@code Download}, a
 * {@code PackageSource} through {@code data.sets.client}. A file appears when it is whole and its
 * published checksum is right ({@code Depot}).
 *
 * <p>The only place that touches the network. Sees {@code data}, {@code data.read}, {@code
 * data.table}, {@code io}, {@code text} and the JDK.
 */
package org.normprop.data.sets;
