package org.normprop.report.plot;

import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * The letters: how wide a text is, on every machine alike, and their outlines for images.
 *
 * <p>DejaVu Sans Condensed; about as wide as Arial. A character that is missing is as wide as its
 * height, and a box in images.
 */
final class Glyphs {

  private static final double UNITS = 2048; // of the outlines, per font size

  private static final Map<Integer, Glyph> GLYPHS = read();

  private record Glyph(double advance, String outline) {}

  private Glyphs() {}

  private static Map<Integer, Glyph> read() {
    Map<Integer, Glyph> glyphs = new HashMap<>();
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                Glyphs.class.getResourceAsStream("glyphs.txt"), StandardCharsets.US_ASCII))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (!line.startsWith("#")) {
          String[] parts = line.split(" ", 3);
          String outline = parts.length == 3 ? parts[2] : "";
          glyphs.put(
              Integer.parseInt(parts[0], 16), new Glyph(Integer.parseInt(parts[1]), outline));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Map.copyOf(glyphs);
  }

  /** How wide a line of text is. */
  static double width(String text, double size) {
    return text.codePoints().mapToDouble(Glyphs::advance).sum() * size / UNITS;
  }

  private static double advance(int c) {
    Glyph glyph = GLYPHS.get(c);
    return glyph == null ? UNITS : glyph.advance();
  }

  /** The outline of a line of text that begins at the origin. */
  static Path2D outline(String text, double size) {
    Path2D.Double path = new Path2D.Double(Path2D.WIND_NON_ZERO);
    double x = 0;
    for (int c : text.codePoints().toArray()) {
      Glyph glyph = GLYPHS.get(c);
      append(path, glyph == null ? box() : glyph.outline(), x);
      x += advance(c);
    }
    path.transform(AffineTransform.getScaleInstance(size / UNITS, size / UNITS));
    return path;
  }

  private static String box() {
    return "M200 0 L200 -1400 L1848 -1400 L1848 0 Z M350 -150 L1698 -150 L1698 -1250 L350 -1250 Z";
  }

  private static void append(Path2D path, String outline, double x) {
    String[] parts = outline.isEmpty() ? new String[0] : outline.split(" ");
    for (int i = 0; i < parts.length; ) {
      char command = parts[i].charAt(0);
      double[] p = new double[command == 'Q' ? 4 : command == 'Z' ? 0 : 2];
      for (int k = 0; k < p.length; k++) {
        p[k] = Integer.parseInt(k == 0 ? parts[i].substring(1) : parts[i + k]);
      }
      switch (command) {
        case 'M' -> path.moveTo(x + p[0], p[1]);
        case 'L' -> path.lineTo(x + p[0], p[1]);
        case 'Q' -> path.quadTo(x + p[0], p[1], x + p[2], p[3]);
        default -> path.closePath();
      }
      i += Math.max(1, p.length);
    }
  }
}
