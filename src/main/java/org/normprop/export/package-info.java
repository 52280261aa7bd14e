/**
 * Constants written out for other programs: data files, tables for papers, and source code for
 * Java, PyTorch, JAX, Keras and timm.
 *
 * <p>Sees {@code table}, {@code function} and {@code text}.
 */
package org.normprop.export;
