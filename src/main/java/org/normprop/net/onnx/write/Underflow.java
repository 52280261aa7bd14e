package org.normprop.net.onnx.write;

import org.normprop.net.onnx.read.ElementType;
import org.normprop.net.onnx.read.HalfFloat;
import org.normprop.net.onnx.read.OnnxNode;

/**
 * Weights that a factor has made too small for float16, which below 2^-14 = 6.1e-5 has fewer digits
 * the smaller a number is, and below 3e-8 none: some machines take all of them for 0. Shifts are of
 * no account, for they stand beside outputs of standard deviation 1.
 *
 * @param node whose weights they are
 * @param count how many were 2^-14 or more and are no longer, those of 0 among them
 * @param zeros how many of them are 0
 * @param of how many weights there are
 */
public record Underflow(OnnxNode node, int count, int zeros, int of) {

  private static final double LEAST = 0x1p-14;

  /** Less than one weight in a hundred is no channel of a hundred. */
  private static final double FELT = 0.01;

  /** Of weights before and after; what was small before is not counted. */
  static Underflow of(OnnxNode node, float[] before, float[] after, ElementType type) {
    int count = 0;
    int zeros = 0;
    for (int i = 0; type == ElementType.FLOAT16 && i < after.length; i++) {
      float half = Math.abs(HalfFloat.toFloat(HalfFloat.fromFloat(after[i])));
      if (after[i] != 0 && half < LEAST && Math.abs(before[i]) >= LEAST) {
        count++;
        zeros += half == 0 ? 1 : 0;
      }
    }
    return new Underflow(node, count, zeros, after.length);
  }

  /** Whether it is worth a word. */
  boolean isFelt() {
    return count > 0 && count >= FELT * of;
  }
}
