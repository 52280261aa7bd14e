package org.normprop.report.plot;

import java.util.Locale;

/**
 * Colours that people with any kind of colour vision can tell apart on white: Okabe and Ito, Color
 * Universal Design (2008), without their yellow, which is too pale for lines, and with a darker
 * purple.
 */
public enum Colour {
  /** The first series. */
  BLUE(0x0072b2),
  /** The second series. */
  VERMILION(0xd55e00),
  /** The third series. */
  GREEN(0x009e73),
  /** The fourth series. */
  PURPLE(0xa8558a),
  /** The fifth series. */
  ORANGE(0xe69f00),
  /** The sixth series. */
  SKY(0x56b4e9),
  /** What the others are held against. */
  GREY(0x6e6e6e),
  /** Text. */
  INK(0x222222);

  private static final int SERIES = 6;
  private final int rgb;

  Colour(int rgb) {
    this.rgb = rgb;
  }

  /**
   * The colour of a series; from the seventh on they come again.
   *
   * @param index which series, from 0
   * @return its colour
   */
  public static Colour ofSeries(int index) {
    return values()[Math.floorMod(index, SERIES)];
  }

  Paint paint() {
    return paint(1);
  }

  /** The colour, seen through. */
  Paint paint(double opacity) {
    return new Paint(name().toLowerCase(Locale.ROOT), rgb, opacity);
  }
}
