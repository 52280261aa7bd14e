package org.normprop.net.compute;

import dev.ludovic.netlib.blas.BLAS;
import java.util.Optional;

/**
 * Products of row-major float32 matrices that lie in arrays, by the fastest BLAS that loads.
 *
 * <p>Each call runs on the calling thread alone; {@link Workers} spread calls over threads. Safe
 * for use by several threads at once.
 */
public final class Blas {

  private static final String NORMAL = "N";
  private static final String TRANSPOSED = "T";

  /** Loads at the first use, not before. */
  private static final class Loaded {
    static final Blas BLAS = NativeBlas.load();
  }

  private final BLAS blas;
  private final String name;
  private final String warning;

  /** Whether small products are faster than large ones. */
  private final boolean cuts;

  Blas(BLAS blas, String name, String warning, boolean cuts) {
    this.blas = blas;
    this.name = name;
    this.warning = warning;
    this.cuts = cuts;
  }

  /**
   * OpenBLAS, or netlib's BLAS in Java where OpenBLAS cannot be loaded. The first call takes a
   * quarter of a second, and longer on a machine's first run, when the library is unpacked.
   *
   * @return the same object each time
   */
  public static Blas load() {
    return Loaded.BLAS;
  }

  /**
   * netlib's BLAS in Java.
   *
   * @return a BLAS that loads everywhere
   */
  public static Blas java() {
    return NativeBlas.inJava(null);
  }

  /**
   * What computes.
   *
   * @return a name to show
   */
  public String name() {
    return name;
  }

  /**
   * What the user should know.
   *
   * @return why the native library is not in use, if it was asked for and did not load
   */
  public Optional<String> warning() {
    return Optional.ofNullable(warning);
  }

  /**
   * C = A B, or C += A B: A [m, k], B [k, n], C [m, n].
   *
   * @param m rows of C
   * @param n columns of C
   * @param k the length of the sums
   * @param a holds A
   * @param aAt where A starts
   * @param aStride from one row of A to the next
   * @param b holds B
   * @param bAt where B starts
   * @param bStride from one row of B to the next
   * @param adds whether the product is added to what C holds; else C is not read
   * @param c holds C
   * @param cAt where C starts
   * @param cStride from one row of C to the next
   */
  public void multiply(
      int m,
      int n,
      int k,
      float[] a,
      int aAt,
      int aStride,
      float[] b,
      int bAt,
      int bStride,
      boolean adds,
      float[] c,
      int cAt,
      int cStride) {
    product(Form.PLAIN, m, n, k, a, aAt, aStride, b, bAt, bStride, adds, c, cAt, cStride);
  }

  /** C = A' B, or C += A' B: like {@link #multiply}, but A lies as [k, m]. */
  public void multiplyTransposed(
      int m,
      int n,
      int k,
      float[] a,
      int aAt,
      int aStride,
      float[] b,
      int bAt,
      int bStride,
      boolean adds,
      float[] c,
      int cAt,
      int cStride) {
    product(Form.LEFT, m, n, k, a, aAt, aStride, b, bAt, bStride, adds, c, cAt, cStride);
  }

  /** C = A B', or C += A B': like {@link #multiply}, but B lies as [n, k]. */
  public void multiplyByTransposed(
      int m,
      int n,
      int k,
      float[] a,
      int aAt,
      int aStride,
      float[] b,
      int bAt,
      int bStride,
      boolean adds,
      float[] c,
      int cAt,
      int cStride) {
    product(Form.RIGHT, m, n, k, a, aAt, aStride, b, bAt, bStride, adds, c, cAt, cStride);
  }

  /** Which matrix lies transposed. */
  private enum Form {
    PLAIN(NORMAL, NORMAL),
    LEFT(TRANSPOSED, NORMAL),
    RIGHT(NORMAL, TRANSPOSED);

    private final String a;
    private final String b;

    Form(String a, String b) {
      this.a = a;
      this.b = b;
    }
  }

  private void product(
      Form form,
      int m,
      int n,
      int k,
      float[] a,
      int aAt,
      int aStride,
      float[] b,
      int bAt,
      int bStride,
      boolean adds,
      float[] c,
      int cAt,
      int cStride) {
    boolean dots = form == Form.RIGHT;
    if (!cuts || !Cuts.suit(dots, m, n, k)) {
      whole(form, m, n, k, a, aAt, aStride, b, bAt, bStride, adds, c, cAt, cStride);
      return;
    }
    Cuts piece = Cuts.of(dots, m, n, k);
    for (int i = 0; i < m; i += piece.rows()) {
      for (int j = 0; j < n; j += piece.columns()) {
        for (int l = 0; l < k; l += piece.depth()) {
          whole(
              form,
              Math.min(piece.rows(), m - i),
              Math.min(piece.columns(), n - j),
              Math.min(piece.depth(), k - l),
              a,
              aAt + (form == Form.LEFT ? l * aStride + i : i * aStride + l),
              aStride,
              b,
              bAt + (form == Form.RIGHT ? j * bStride + l : l * bStride + j),
              bStride,
              adds || l > 0,
              c,
              cAt + i * cStride + j,
              cStride);
        }
      }
    }
  }

  private void whole(
      Form form,
      int m,
      int n,
      int k,
      float[] a,
      int aAt,
      int aStride,
      float[] b,
      int bAt,
      int bStride,
      boolean adds,
      float[] c,
      int cAt,
      int cStride) {
    // BLAS counts columns first: it sees every matrix transposed, and C' = op(B)' op(A)'.
    float beta = adds ? 1 : 0;
    blas.sgemm(form.b, form.a, n, m, k, 1, b, bAt, bStride, a, aAt, aStride, beta, c, cAt, cStride);
  }

  /**
   * y = A x, with A [m, n] row by row without gaps.
   *
   * @param m rows
   * @param n columns
   * @param a holds A
   * @param aAt where A starts
   * @param x holds x, n values
   * @param xAt where x starts
   * @param y receives m values
   * @param yAt where y starts
   */
  public void multiplyVector(
      int m, int n, float[] a, int aAt, float[] x, int xAt, float[] y, int yAt) {
    blas.sgemv(TRANSPOSED, n, m, 1, a, aAt, n, x, xAt, 1, 0, y, yAt, 1);
  }

  /**
   * y = A' x, with A [m, n] row by row without gaps.
   *
   * @param m rows
   * @param n columns
   * @param a holds A
   * @param aAt where A starts
   * @param x holds x, m values
   * @param xAt where x starts
   * @param y receives n values
   * @param yAt where y starts
   */
  public void multiplyTransposedVector(
      int m, int n, float[] a, int aAt, float[] x, int xAt, float[] y, int yAt) {
    blas.sgemv(NORMAL, n, m, 1, a, aAt, n, x, xAt, 1, 0, y, yAt, 1);
  }

  /**
   * The sum of x_i y_i.
   *
   * @param n how many
   * @param x holds x
   * @param xAt where x starts
   * @param y holds y
   * @param yAt where y starts
   * @return the sum, rounded as float32 sums are
   */
  public float dot(int n, float[] x, int xAt, float[] y, int yAt) {
    return blas.sdot(n, x, xAt, 1, y, yAt, 1);
  }

  /**
   * What multiplies, on which kind of processor: equal texts, equal bits.
   *
   * @return for example {@code OpenBLAS, amd64, AVX level 3, held to Haswell}
   */
  public String kernels() {
    String held = NativeBlas.heldTo();
    return name
        + ", "
        + System.getProperty("os.arch")
        + NativeBlas.avxLevel().map(level -> ", AVX level " + level).orElse("")
        + (held.isEmpty() ? "" : ", held to " + held);
  }

  @Override
  public String toString() {
    return name;
  }
}
