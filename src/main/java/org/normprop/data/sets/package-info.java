/**
 * Data sets that can be had by name: those embedded in the program, and those that {@link
 * org.normprop.data.sets.Fetch} brings from their authors' addresses or through a package client.
 *
 * <p>The only place that touches the network; programs are started by {@code data.sets.client}
 * alone. A file appears when it is whole and its published checksum is right. Sees {@code data},
 * {@code data.read}, {@code text} and the JDK.
 */
package org.normprop.data.sets;
