/**
 * The machine: matrix products, threads, and fixed partitions of work among them.
 *
 * <p>Knows nothing of layers. Sees the JDK, netlib's BLAS and Bytedeco's OpenBLAS.
 */
package org.normprop.net.compute;
