/**
 * The machine. In reading order: {@link Engine} is all of it, {@link Blas} the products, natively
 * ({@code NativeBlas}) or in Java; {@link Workers} the threads, and {@link Slices} and {@link Cuts}
 * the fixed partitions of work among them; {@link Tensor} and {@link Parameter} what is computed
 * with, {@link Workspace} arrays that are lent; {@link Loops} and {@link RowNorms} the loops that
 * the compiler must see.
 *
 * <p>Knows nothing of layers. Sees {@code random}, {@code io}, {@code text}, netlib's BLAS and
 * Bytedeco's OpenBLAS.
 */
package org.normprop.net.compute;
