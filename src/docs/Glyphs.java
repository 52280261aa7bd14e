import java.awt.Font;
import java.awt.font.FontRenderContext;
import java.awt.font.GlyphVector;
import java.awt.geom.PathIterator;
import java.io.File;

/**
 * Prints the outlines in {@code org/normprop/report/plot/glyphs.txt}: one glyph a line, as code
 * point, advance and path in 2048ths of the font size, y downwards. What follows {@code #} is the
 * font's licence.
 *
 * <pre>java src/docs/Glyphs.java DejaVuSansCondensed.ttf LICENSE &gt; glyphs.txt</pre>
 */
final class Glyphs {

  private static final String CHARACTERS =
      printable(' ', '~')
          + printable('\u00a1', '\u00ff')
          + "\u0391\u0393\u0394\u0398\u039b\u03a3\u03a6\u03a8\u03a9" // capitals unlike Latin ones
          + printable('\u03b1', '\u03c9')
          + "\u2013\u2014\u2018\u2019\u201c\u201d\u2026" // dashes, quotation marks, ellipsis
          + "\u207a\u207b\u2070\u2074\u2075\u2076\u2077\u2078\u2079" // exponents
          + "\u2190\u2192\u2211\u2212\u221a\u221e\u2248\u2260\u2264\u2265";

  private static String printable(char from, char to) {
    StringBuilder characters = new StringBuilder();
    for (char c = from; c <= to; c++) {
      if (c != '\u00ad') { // the soft hyphen
        characters.append(c);
      }
    }
    return characters.toString();
  }

  private Glyphs() {}

  public static void main(String[] args) throws Exception {
    java.nio.file.Files.readAllLines(java.nio.file.Path.of(args[1]))
        .forEach(line -> System.out.println(("# " + line).strip()));
    Font font = Font.createFont(Font.TRUETYPE_FONT, new File(args[0])).deriveFont(2048f);
    FontRenderContext context = new FontRenderContext(null, true, true);
    for (char c : CHARACTERS.toCharArray()) {
      GlyphVector glyph = font.createGlyphVector(context, String.valueOf(c));
      if (!font.canDisplay(c)) {
        throw new IllegalStateException("no glyph for U+" + Integer.toHexString(c));
      }
      System.out.printf(
          "%04x %d %s%n",
          (int) c, Math.round(glyph.getGlyphMetrics(0).getAdvanceX()), path(glyph).strip());
    }
  }

  private static String path(GlyphVector glyph) {
    StringBuilder path = new StringBuilder();
    double[] p = new double[6];
    for (PathIterator i = glyph.getOutline().getPathIterator(null); !i.isDone(); i.next()) {
      switch (i.currentSegment(p)) {
        case PathIterator.SEG_MOVETO -> append(path, 'M', p, 2);
        case PathIterator.SEG_LINETO -> append(path, 'L', p, 2);
        case PathIterator.SEG_QUADTO -> append(path, 'Q', p, 4);
        case PathIterator.SEG_CLOSE -> append(path, 'Z', p, 0);
        default -> throw new IllegalStateException("a cubic in a TrueType font");
      }
    }
    return path.toString();
  }

  private static void append(StringBuilder path, char command, double[] p, int count) {
    path.append(' ').append(command);
    for (int i = 0; i < count; i++) {
      path.append(i == 0 ? "" : " ").append(Math.round(p[i]));
    }
  }
}
