package org.normprop.report.plot;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * A picture, ready to be written: a size, a title for those who cannot see it, and shapes. Not
 * thread-safe.
 */
public final class Drawing {

  private static final double GAP = 16;

  private final double width;
  private final double height;
  private final String title;
  private final String description;
  private final List<Outline> shapes;
  private final Optional<Plane> plane;

  /** Where the values of a chart lie. */
  record Plane(Scale x, Scale y) {}

  Drawing(
      double width,
      double height,
      String title,
      String description,
      List<Outline> shapes,
      Optional<Plane> plane) {
    this.width = width;
    this.height = height;
    this.title = title;
    this.description = description;
    this.shapes = List.copyOf(shapes);
    this.plane = plane;
  }

  /**
   * Several drawings on one page, row by row.
   *
   * @param title what the page shows; stands above it unless it is empty
   * @param drawings the drawings, at least one
   * @param columns how many stand side by side
   * @return the page
   */
  public static Drawing page(String title, List<Drawing> drawings, int columns) {
    double x = 0;
    double y = title.isEmpty() ? 0 : 40;
    double width = 0;
    double rowHeight = 0;
    List<Outline> shapes = new ArrayList<>();
    StringBuilder description = new StringBuilder();
    for (int i = 0; i < drawings.size(); i++) {
      Drawing drawing = drawings.get(i);
      if (i > 0 && i % columns == 0) {
        x = 0;
        y += rowHeight + GAP;
        rowHeight = 0;
      }
      shapes.add(new Outline.Moved(x, y, drawing.shapes));
      description.append(i == 0 ? "" : " ").append(drawing.title).append('.');
      x += drawing.width + GAP;
      width = Math.max(width, x - GAP);
      rowHeight = Math.max(rowHeight, drawing.height);
    }
    if (!title.isEmpty()) {
      shapes.add(
          new Outline.Label(Chart.MARGIN, 28, title, 18, Outline.Anchor.START, Colour.INK.paint()));
    }
    return new Drawing(
        width, y + rowHeight, title, description.toString(), shapes, Optional.empty());
  }

  /**
   * The drawing as one SVG element, a file of its own. The same drawing gives the same characters.
   *
   * @return the text, ending with a newline
   */
  public String svg() {
    return Svg.of(this);
  }

  /**
   * The drawing as one SVG element of an HTML page, which shrinks with the page's width. It has no
   * colours of its own: the page's stylesheet gives them to the classes {@code line}, {@code area},
   * {@code edge}, {@code grid}, {@code axis}, {@code dashed}, {@code dotted} and those of {@link
   * Colour}'s names.
   *
   * @return the text, ending with a newline
   */
  public String inPage() {
    return Svg.inPage(this);
  }

  /**
   * Writes the drawing as a PNG of twice as many pixels each way, which suits most screens.
   *
   * @param out where to; not closed
   * @throws IOException if writing fails
   */
  public void writePng(OutputStream out) throws IOException {
    MemoryCacheImageOutputStream image = new MemoryCacheImageOutputStream(out);
    ImageIO.write(Raster.of(this, 2), "png", image);
    image.flush();
  }

  double width() {
    return width;
  }

  double height() {
    return height;
  }

  String title() {
    return title;
  }

  String description() {
    return description;
  }

  Optional<Plane> plane() {
    return plane;
  }

  List<Outline> shapes() {
    return shapes;
  }
}
