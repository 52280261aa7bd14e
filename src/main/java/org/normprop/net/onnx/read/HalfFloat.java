package org.normprop.net.onnx.read;

/** 16-bit floating point of IEEE 754: 1 sign, 5 exponent and 10 fraction bits. */
public final class HalfFloat {

  private HalfFloat() {}

  /**
   * As float32, exactly.
   *
   * @param half the 16 bits
   * @return the same number
   */
  public static float toFloat(short half) {
    int bits = half & 0xFFFF;
    int sign = (bits & 0x8000) << 16;
    int exponent = bits >>> 10 & 0x1F;
    int fraction = bits & 0x3FF;
    if (exponent == 0) {
      float magnitude = fraction * 0x1p-24f; // zero and subnormal numbers
      return sign == 0 ? magnitude : -magnitude;
    }
    int wide = exponent == 31 ? 0xFF : exponent + 112;
    return Float.intBitsToFloat(sign | wide << 23 | fraction << 13);
  }

  /**
   * The nearest, ties to even; infinite beyond 65504.
   *
   * @param value a number
   * @return its 16 bits
   */
  public static short fromFloat(float value) {
    int bits = Float.floatToRawIntBits(value);
    int sign = bits >>> 16 & 0x8000;
    int magnitude = bits & 0x7FFFFFFF;
    if (magnitude > 0x7F800000) {
      return (short) (sign | 0x7E00); // not a number
    }
    if (magnitude >= 0x477FF000) {
      return (short) (sign | 0x7C00); // 65520 and more round to infinity
    }
    if (magnitude < 0x38800000) { // below 2^-14: subnormal
      return (short) (sign | Math.round(Math.rint(Math.abs(value) * 0x1p24)));
    }
    int odd = magnitude >>> 13 & 1;
    int rounded = magnitude + 0xFFF + odd;
    return (short) (sign | (rounded >>> 13) - (112 << 10));
  }
}
