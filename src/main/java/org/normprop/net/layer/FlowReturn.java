package org.normprop.net.layer;

import java.util.List;

/** What windows send back to the places that they hold; behind {@link FlowWindows} forward. */
final class FlowReturn {

  /** E[d_p d_q] of two places of the input, from what two outputs whose windows hold them got. */
  @FunctionalInterface
  private interface Weight {
    double of(int a, int b, int p, int q);
  }

  private final FlowWindows windows;
  private final FlowSignal signal;
  private final List<List<Integer>> holders;

  private FlowReturn(FlowWindows windows, FlowSignal signal) {
    this.windows = windows;
    this.signal = signal;
    this.holders = windows.holders();
  }

  /**
   * Through weights of random signs. Each cell of a filter has its own, so that two places get of
   * the same only through outputs as far apart as they are: of a stride above 1 neighbours never.
   *
   * @param signal what arrives, times the mean square of a weight
   */
  static FlowSignal convolved(FlowWindows windows, FlowSignal signal) {
    double[] squares = windows.spread(signal.squares());
    if (!signal.isShared() || windows.window().stride() > 1) {
      return FlowSignal.of(squares);
    }
    Weight weight = (a, b, p, q) -> windows.cell(a, p) == windows.cell(b, q) ? 1 : 0;
    return new FlowSignal(squares, new FlowReturn(windows, signal).beside(weight));
  }

  /** A window of n sends 1/n to each of its cells. */
  static FlowSignal averaged(FlowWindows windows, FlowSignal signal) {
    return new FlowReturn(windows, signal)
        .sent((a, b, p, q) -> 1.0 / windows.cells(a) / windows.cells(b));
  }

  /** A window of n sends all to the largest of its cells, which each is as likely as the others. */
  static FlowSignal largest(FlowWindows windows, FlowSignal signal) {
    return new FlowReturn(windows, signal).sent((a, b, p, q) -> chance(windows, a, b, p, q));
  }

  /**
   * The probability that p is the largest of window a and q of window b, of independent values of
   * one law. The largest of both together is p or q, and must not lie in the other's window; then
   * the other is the largest of its own.
   */
  private static double chance(FlowWindows windows, int a, int b, int p, int q) {
    double union = windows.cells(a) + windows.cells(b) - windows.common(a, b);
    if (p == q) {
      return 1 / union;
    }
    double first = windows.holds(b, p) ? 0 : 1.0 / windows.cells(b);
    double second = windows.holds(a, q) ? 0 : 1.0 / windows.cells(a);
    return (first + second) / union;
  }

  private FlowSignal sent(Weight weight) {
    double[] squares = new double[holders.size()];
    for (int p = 0; p < squares.length; p++) {
      squares[p] = product(weight, p, p);
    }
    return new FlowSignal(squares, beside(weight));
  }

  /** E[d_p d_q] on average over the neighbours q of each place p. */
  private double[] beside(Weight weight) {
    double[] shared = new double[holders.size()];
    for (int p = 0; p < shared.length; p++) {
      int at = p;
      shared[p] =
          windows.beside(p).stream().mapToDouble(q -> product(weight, at, q)).average().orElse(0);
    }
    return shared;
  }

  private double product(Weight weight, int p, int q) {
    double sum = 0;
    for (int a : holders.get(p)) {
      for (int b : holders.get(q)) {
        double square =
            a == b ? signal.squares()[a] : Math.sqrt(signal.shared()[a] * signal.shared()[b]);
        if (square != 0) {
          sum += square * weight.of(a, b, p, q);
        }
      }
    }
    return sum;
  }
}
