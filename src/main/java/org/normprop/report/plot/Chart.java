package org.normprop.report.plot;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A chart: two axes and what is drawn between them.
 *
 * @param title what it shows, in a line or two
 * @param x the horizontal axis
 * @param y the vertical axis
 * @param marks what is drawn, the lowest first
 * @param width the width in pixels, at least {@value #LEAST_WIDTH}
 * @param height the height in pixels, at least {@value #LEAST_HEIGHT}
 */
public record Chart(String title, Axis x, Axis y, List<Mark> marks, int width, int height) {

  /** The least width. */
  public static final int LEAST_WIDTH = 160;

  /** The least height. */
  public static final int LEAST_HEIGHT = 120;

  /** Air between the content and the edge. */
  static final double MARGIN = 14;

  /** The usual width. */
  public static final int DEFAULT_WIDTH = 540;

  private static final int DEFAULT_HEIGHT = 360;

  /** Checks the size. */
  public Chart {
    marks = List.copyOf(marks);
    if (width < LEAST_WIDTH || height < LEAST_HEIGHT) {
      throw new IllegalArgumentException(
          "a chart must be at least "
              + LEAST_WIDTH
              + " x "
              + LEAST_HEIGHT
              + " pixels, got "
              + width
              + " x "
              + height);
    }
  }

  /**
   * A chart of the usual size.
   *
   * @param title what it shows
   * @param x the horizontal axis
   * @param y the vertical axis
   * @param marks what is drawn, the lowest first
   */
  public Chart(String title, Axis x, Axis y, List<? extends Mark> marks) {
    this(title, x, y, List.copyOf(marks), DEFAULT_WIDTH, DEFAULT_HEIGHT);
  }

  /**
   * This chart in another size.
   *
   * @param newWidth the width in pixels
   * @param newHeight the height in pixels
   * @return the chart
   */
  public Chart sized(int newWidth, int newHeight) {
    return new Chart(title, x, y, marks, newWidth, newHeight);
  }

  /**
   * Lays the chart out.
   *
   * @return the drawing; taller than the chart where title and legend would leave no room
   */
  public Drawing draw() {
    Frame frame = Frame.of(this);
    return new Drawing(
        width, frame.height(), title, description(), frame.shapes(), Optional.of(frame.plane()));
  }

  /**
   * The numbers that it shows.
   *
   * @param digits how many significant digits of each
   * @param every which points of lines: all with 1, each second with 2
   * @return CSV: a header with the axes' labels, then a line a point, its series first
   */
  public String csv(int digits, int every) {
    return new ChartData(this, digits, every).csv();
  }

  /** What a reader who does not see the drawing is told besides the title. */
  private String description() {
    String names =
        marks.stream()
            .map(Mark::name)
            .filter(name -> !name.isEmpty())
            .distinct()
            .collect(Collectors.joining(", "));
    return "Horizontal: "
        + x.label()
        + ". Vertical: "
        + y.label()
        + "."
        + (names.isEmpty() ? "" : " Shown: " + names + ".");
  }
}
