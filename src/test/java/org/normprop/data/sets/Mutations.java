package org.normprop.data.sets;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Damages bytes as chance, accident or malice would. */
public final class Mutations {

  private static final int[] NUMBERS = {
    0, 1, -1, 127, 128, 255, 256, 65_535, 65_536, Integer.MAX_VALUE, Integer.MIN_VALUE, 1 << 30
  };

  private static final byte[] SIGNS = "\",\n\r#;-.eE09 \t\0[]/{".getBytes();

  private Mutations() {}

  /** One to four random changes. */
  public static byte[] of(byte[] original, SplittableRandom random) {
    byte[] bytes = original.clone();
    for (int n = 1 + random.nextInt(4); n > 0; n--) {
      bytes = change(bytes, random);
    }
    return bytes;
  }

  private static byte[] change(byte[] bytes, SplittableRandom random) {
    if (bytes.length == 0) {
      return new byte[] {(byte) random.nextInt(256)};
    }
    int at = random.nextInt(bytes.length);
    int length = 1 + random.nextInt(Math.min(64, bytes.length - at));
    switch (random.nextInt(9)) {
      case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
      case 1 -> bytes[at] = (byte) random.nextInt(256);
      case 2 -> bytes[at] = SIGNS[random.nextInt(SIGNS.length)];
      case 3 -> {
        if (at + 4 <= bytes.length) {
          ByteBuffer.wrap(bytes).putInt(at, NUMBERS[random.nextInt(NUMBERS.length)]);
        }
      }
      case 4 -> {
        return Arrays.copyOf(bytes, at);
      }
      case 5 -> {
        return joined(bytes, at, Arrays.copyOfRange(bytes, at, at + length), at);
      }
      case 6 -> {
        return joined(bytes, at, new byte[0], at + length);
      }
      case 7 -> {
        byte[] random64 = new byte[length];
        for (int i = 0; i < length; i++) {
          random64[i] = (byte) random.nextInt(256);
        }
        return joined(bytes, at, random64, at);
      }
      default -> Arrays.fill(bytes, at, at + length, bytes[at]);
    }
    return bytes;
  }

  /** The bytes up to a place, others, and the bytes from another place on. */
  private static byte[] joined(byte[] bytes, int before, byte[] middle, int after) {
    byte[] joined = new byte[before + middle.length + bytes.length - after];
    System.arraycopy(bytes, 0, joined, 0, before);
    System.arraycopy(middle, 0, joined, before, middle.length);
    System.arraycopy(bytes, after, joined, before + middle.length, bytes.length - after);
    return joined;
  }
}
