package org.normprop.net.compute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every BLAS agrees with sums in double precision. */
class BlasTest {

  static Stream<Blas> all() {
    return Stream.of(Blas.load(), Blas.java());
  }

  @Test
  void theNativeLibraryLoadsOnceOrSaysWhyNot() {
    assertSame(Blas.load(), Blas.load());
    assertTrue(Blas.load().name().equals("OpenBLAS") || Blas.load().warning().isPresent());
    assertTrue(Blas.java().warning().isEmpty());
  }

  /** Run in a process of its own by the test below. */
  static final class Fallback {
    public static void main(String[] args) {
      System.out.println(Blas.load() + ": " + Blas.load().warning().orElse("no warning"));
    }
  }

  @Test
  void aMachineWithoutTheNativeLibraryGetsJavaAndAWarningAndNothingOnStandardError()
      throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dorg.bytedeco.javacpp.platform=elsewhere",
                "-cp",
                System.getProperty("java.class.path"),
                Fallback.class.getName())
            .start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor());
    assertTrue(out.startsWith("Java (netlib): OpenBLAS could not be loaded"), out);
    assertEquals("", err);
  }

  @ParameterizedTest
  @MethodSource("all")
  void productsEqualSumsInDoublePrecision(Blas blas) {
    Random random = new Random(1);
    for (int round = 0; round < 220; round++) {
      // The last ones are large enough to be cut.
      int large = round < 200 ? 1 : 10;
      int m = large * (1 + random.nextInt(40));
      int n = large * (1 + random.nextInt(40));
      int k = large * (1 + random.nextInt(60));
      int form = random.nextInt(3);
      boolean transposeA = form == 1;
      boolean transposeB = form == 2;
      int aStride = (transposeA ? m : k) + random.nextInt(3);
      int bStride = (transposeB ? k : n) + random.nextInt(3);
      int cStride = n + random.nextInt(3);
      int at = random.nextInt(5);
      boolean adds = random.nextBoolean();
      float[] a = normals(random, at + (transposeA ? k : m) * aStride);
      float[] b = normals(random, at + (transposeB ? n : k) * bStride);
      float[] c = normals(random, at + m * cStride);
      float[] got = c.clone();
      switch (form) {
        case 0 -> blas.multiply(m, n, k, a, at, aStride, b, at, bStride, adds, got, at, cStride);
        case 1 ->
            blas.multiplyTransposed(
                m, n, k, a, at, aStride, b, at, bStride, adds, got, at, cStride);
        default ->
            blas.multiplyByTransposed(
                m, n, k, a, at, aStride, b, at, bStride, adds, got, at, cStride);
      }
      for (int i = 0; i < m; i++) {
        for (int j = 0; j < n; j++) {
          double sum = adds ? c[at + i * cStride + j] : 0;
          double size = Math.abs(sum);
          for (int l = 0; l < k; l++) {
            double product =
                a[at + (transposeA ? l * aStride + i : i * aStride + l)]
                    * (double) b[at + (transposeB ? j * bStride + l : l * bStride + j)];
            sum += product;
            size += Math.abs(product);
          }
          // k + 2 roundings of at most 2^-24 of the sum of magnitudes.
          assertEquals(sum, got[at + i * cStride + j], (k + 2) * 0x1p-24 * size);
          c[at + i * cStride + j] = got[at + i * cStride + j];
        }
      }
      org.junit.jupiter.api.Assertions.assertArrayEquals(c, got, "only C may change");
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void vectorsAreMultipliedLikeMatricesOfOneRow(Blas blas) {
    Random random = new Random(2);
    for (int round = 0; round < 100; round++) {
      int m = 1 + random.nextInt(300);
      int n = 1 + random.nextInt(300);
      float[] a = normals(random, 3 + m * n);
      float[] x = normals(random, 2 + Math.max(m, n));
      float[] y = new float[1 + m];
      blas.multiplyVector(m, n, a, 3, x, 2, y, 1);
      for (int i = 0; i < m; i++) {
        assertDot(n, a, 3 + i * n, 1, x, 2, y[1 + i]);
      }
      float[] z = new float[1 + n];
      blas.multiplyTransposedVector(m, n, a, 3, x, 2, z, 1);
      for (int j = 0; j < n; j++) {
        assertDot(m, a, 3 + j, n, x, 2, z[1 + j]);
      }
      assertDot(n, a, 3, 1, x, 2, blas.dot(n, a, 3, x, 2));
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void aProductThatIsNotAddedDoesNotReadTheOldValue(Blas blas) {
    float[] c = {Float.NaN};
    blas.multiply(1, 1, 1, new float[] {2}, 0, 1, new float[] {3}, 0, 1, false, c, 0, 1);
    assertEquals(6, c[0]);
  }

  private static void assertDot(int n, float[] a, int at, int step, float[] x, int xAt, float got) {
    double sum = 0;
    double size = 0;
    for (int i = 0; i < n; i++) {
      double product = a[at + i * step] * (double) x[xAt + i];
      sum += product;
      size += Math.abs(product);
    }
    assertEquals(sum, got, (n + 2) * 0x1p-24 * size);
  }

  private static float[] normals(Random random, int n) {
    float[] values = new float[n];
    for (int i = 0; i < n; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }
}
