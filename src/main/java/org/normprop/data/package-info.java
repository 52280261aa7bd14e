/**
 * Data sets as values: their rows, splits that leak nothing, input normalisation, and batches by
 * seed and epoch.
 *
 * <p>{@code data.read} makes them of files, {@code data.sets} has those that can be had by name. A
 * training program takes {@link org.normprop.data.Parts} of what was read, fits an {@link
 * org.normprop.data.InputNorm} on the training part, and asks {@link org.normprop.data.Batches} for
 * one {@link org.normprop.data.Epoch} after another. Sees {@code text} and the JDK.
 */
package org.normprop.data;
