package org.normprop.net.compute;

/**
 * What computes: matrix products and threads.
 *
 * @param blas the matrix products
 * @param workers the threads; closed with the engine
 */
public record Engine(Blas blas, Workers workers) implements AutoCloseable {

  /**
   * The fastest BLAS that loads, on the given number of threads.
   *
   * @param threads how many; 0 for as many as there are processors
   * @return the engine
   */
  public static Engine start(int threads) {
    return new Engine(Blas.load(), new Workers(threads));
  }

  /** Ends the threads. */
  @Override
  public void close() {
    workers.close();
  }
}
