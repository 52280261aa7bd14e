package org.normprop.data.read;

/** Whether an image shows anything without its transparency. Not thread-safe. */
final class PngAlpha {

  private int[] first;
  private boolean differs;
  private boolean transparent;

  /** Takes a pixel. */
  void pixel(int[] samples, int from, int channels, boolean isTransparent) {
    transparent |= isTransparent;
    if (differs) {
      return;
    }
    if (first == null) {
      first = java.util.Arrays.copyOfRange(samples, from, from + channels);
    }
    for (int c = 0; c < channels; c++) {
      differs |= samples[from + c] != first[c];
    }
  }

  /** Whether all pixels have one colour, and some are transparent. */
  boolean isAllThereIs() {
    return transparent && !differs;
  }
}
