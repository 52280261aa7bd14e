package org.normprop.net.flow.width;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.normprop.net.flow.width.ReadMoments.Of;
import org.normprop.net.layer.Shape;
import org.normprop.net.layer.Window;

/**
 * Scatter against closed forms of order 1/n: f(x) = x^2/sqrt(3), for which E[f^2] = K^2 and E[f'^2]
 * = 4 K/3 at a normal of variance K, so that all means are moments of normals.
 */
class KernelScatterTest {

  private static final int N = 64;
  private static final Shape VECTOR = Shape.vector(N);
  private static final ReadMoments.Function SQUARE =
      new ReadMoments.Function(x -> x * x / Math.sqrt(3), x -> 2 * x / Math.sqrt(3));

  private static final ReadMoments.Function RELU =
      new ReadMoments.Function(x -> Math.max(0, x), x -> x > 0 ? 1 : 0);

  private final PlaneModes modes = new PlaneModes(VECTOR, true);
  private final KernelScatter kernels = new KernelScatter(modes);

  /** N(0,1) through rows of unit length: a normal of variance 1 in every channel, exactly. */
  private KernelScatter.Linear first() {
    int input = kernels.read(kernels.fixed(0, 1, 0, VECTOR), ReadMoments.Function.IDENTITY);
    return weights(input);
  }

  private KernelScatter.Linear weights(int reading) {
    return kernels.weights(reading, modes.averages(VECTOR), 1, 0, 1, 2.0 / N, VECTOR);
  }

  private double square(int reading) {
    return kernels.readings().get(reading).at().mean(Of.VALUE);
  }

  @Test
  void aListScattersAsMomentsOfNormalsSay() {
    int one = kernels.read(first(), SQUARE);
    assertEquals(1, square(one), 1e-6, "what unit rows make of normals is normal");
    int two = kernels.read(weights(one), SQUARE);
    // K = mean of z^4/3: variance (105/9 - 1)/n, and 4 times 2/n of |x|^2; unit rows lack 2/n.
    // Five points of a log-normal and normals up to 8 leave 2e-5 of it.
    assertEquals(1 + (105.0 / 9 - 1 + 8 - 2) / N, square(two), 5e-5);
  }

  @Test
  void aTrunkScattersWithItsBranch() {
    KernelScatter.Linear x = first();
    KernelScatter.Linear branch = weights(kernels.read(x, SQUARE));
    double half = Math.sqrt(0.5);
    KernelScatter.Linear sum = new KernelScatter.Linear(new double[] {0, half, half}, 0, VECTOR);
    assertEquals(half, kernels.correlation(x, sum), 1e-12);
    assertEquals(half, kernels.correlation(branch, sum), 1e-12);
    // K = (K_0 + G)/2, K_0 = 1 + s of variance 2/n, G = 1 + 2 s + noise of variance (105/9 - 1)/n;
    // each term's unit rows lack 2/n; a channel's z^2 is part of G: Cov(z^2, z^4/3)/n = 4/n, twice
    // a half of a half of it.
    double scatter = (9 * 2 + 105.0 / 9 - 1) / 4 - (2 + 2) / 4.0 + 2 * 4 / 4.0;
    int behind = kernels.read(sum, SQUARE);
    assertEquals(1 + scatter / N, square(behind), 1e-6);
  }

  /** The third cumulant, which an even function has not. */
  @Test
  void aChannelThatIsPositiveMakesItsBranchLarger() {
    KernelScatter.Linear x = kernels.fixed(0, 1, 0, VECTOR);
    int one = kernels.read(x, RELU);
    kernels.weights(one, modes.averages(VECTOR), 1, 0, 1, 0, VECTOR);
    double half = Math.sqrt(0.5);
    KernelScatter.Linear sum = new KernelScatter.Linear(new double[] {half, half}, 0, VECTOR);
    // Of one channel Cov(z, G) = Cov(z, relu^2)/(n/2), Cov(z, relu^2) = 2/sqrt(2 pi), and the third
    // cumulant of (z + F)/sqrt(2) is 3 sqrt(1/2)/2 of it. E[relu^2] is in proportion to K and gets
    // E[relu^2 He_3]/6 = (8 - 6)/sqrt(2 pi)/6 times the cumulant.
    double moment = 2 / Math.sqrt(2 * Math.PI);
    double third = 3 * Math.sqrt(0.5) / 2 * 2 * moment / N;
    assertEquals(0.5 + third * moment / 6, square(kernels.read(sum, RELU)), 1e-6);
  }

  @Test
  void whatIsSentBackScattersWithWhatWentForward() {
    KernelScatter.Linear x = first();
    int one = kernels.read(x, SQUARE);
    KernelScatter.Linear next = weights(one);
    int two = kernels.read(next, SQUARE);
    ReturnScatter back = new ReturnScatter(modes, kernels);
    ReturnScatter.Sent sent = back.through(two, back.even(1));
    // E[4 x^2/3] = 4 K/3 at E[K] = 1.
    assertEquals(1, sent.ratio(), 1e-6);
    sent = back.weights(next, sent, modes.averages(VECTOR), N, false);
    // E over unit rows of W_c^2 (W.u)^2 = (|u|^2 + 2 u_c^2)/(n (n + 2)), u = z^2/sqrt(3), times
    // z^2:
    // (1 + 8/n) (1 - 2/n) + 2 (15/3)/n, where 8/n = Cov(z^2, z^4/3)/n + 2 times 2/n of |x|^2.
    assertEquals(1 + 16.0 / N, back.through(one, sent).ratio(), 1e-6);
  }

  /** E[relu] = 1/sqrt(2 pi) is the same at every place: 1/pi of what a filter behind it reads. */
  @Test
  void whatPlacesHaveInCommonMakesNetworksDiffer() {
    KernelScatter.Linear one = weights(kernels.read(kernels.fixed(0, 1, 0, VECTOR), RELU));
    assertEquals(0, kernels.ofNetworks(one), 1e-12, "inputs have nothing in common");
    KernelScatter.Linear two = weights(kernels.read(one, RELU));
    // E[relu(x)^2 relu(x')^2] at the angle t (Cho and Saul 2009, J_2), over E[relu^2]^2 = 1/4.
    double t = Math.acos(1 / Math.PI);
    double r = Math.cos(t);
    double product = (3 * Math.sin(t) * r + (Math.PI - t) * (1 + 2 * r * r)) / (2 * Math.PI);
    // In proportion to E[K^2], K of variance Var(relu^2)/E[relu^2]^2/n = 5/n less 2/n of unit rows.
    assertEquals((4 * product - 1) * (1 + 3.0 / N) / N, kernels.ofNetworks(two), 1e-5);
  }

  @Test
  void wavesKeepTheVarianceOfAverages() {
    Shape plane = new Shape(1, 8, 8);
    PlaneModes all = new PlaneModes(plane, true);
    double[] shares = all.shares(plane);
    double[] gains = all.gains(Window.square(3, 1, 1), plane);
    double left = 0;
    for (int m = 0; m < gains.length; m++) {
      left += shares[m] * gains[m] * gains[m];
    }
    // Noise averaged over 9 cells, 6 along borders, 4 in corners.
    assertEquals((36.0 / 9 + 24.0 / 6 + 4.0 / 4) / 64, left, 1e-9);
    assertEquals(1, Arrays.stream(shares).sum(), 1e-12);
  }
}
