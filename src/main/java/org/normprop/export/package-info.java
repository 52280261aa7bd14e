/**
 * Constants written out for other programs: data files, tables for papers, and source code for
 * Java, PyTorch, JAX, Keras, NumPy and timm. {@link org.normprop.export.ExportFormat} is the door;
 * {@link org.normprop.export.Snippets} are the lines of one unit that a page shows.
 *
 * <p>Python modules are made of files that surround the numbers ({@code pytorch.txt} and others,
 * {@code constants.txt} for what all share) and of expressions: {@code python.csv} has a row for
 * each activation, {@code formula.csv} for each function of formulas.
 *
 * <p>{@link org.normprop.export.PyTorchNetwork} writes a whole trained network as a module of
 * PyTorch.
 *
 * <p>Sees {@code table}, {@code function}, {@code json}, {@code io} and {@code text}; networks by
 * {@code net.graph}, {@code net.layer} and {@code net.compute}.
 */
package org.normprop.export;
