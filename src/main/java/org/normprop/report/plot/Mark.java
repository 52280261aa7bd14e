package org.normprop.report.plot;

import java.util.List;

/**
 * What is drawn between the axes. Marks of one name share an entry of the legend; those without a
 * name have none.
 */
public sealed interface Mark {

  /**
   * What the legend calls it.
   *
   * @return the name, or an empty text
   */
  String name();

  /**
   * A line from point to point; their errors are not shown.
   *
   * @param name what the legend calls it
   * @param colour the colour
   * @param dash how the line is broken
   * @param points the points, in the order in which they are joined
   */
  record Line(String name, Colour colour, Dash dash, List<Point> points) implements Mark {
    /** Copies the points. */
    public Line {
      points = List.copyOf(points);
    }

    /**
     * A solid line.
     *
     * @param name what the legend calls it
     * @param colour the colour
     * @param points the points
     */
    public Line(String name, Colour colour, List<Point> points) {
      this(name, colour, Dash.SOLID, points);
    }
  }

  /**
   * The area between the points' lower and upper ends.
   *
   * @param name what the legend calls it
   * @param colour the colour, shown pale
   * @param points the points, from left to right
   */
  record Band(String name, Colour colour, List<Point> points) implements Mark {
    /** Copies the points. */
    public Band {
      points = List.copyOf(points);
    }
  }

  /**
   * Dots with error bars.
   *
   * @param name what the legend calls it
   * @param colour the colour
   * @param points the points
   */
  record Points(String name, Colour colour, List<Point> points) implements Mark {
    /** Copies the points. */
    public Points {
      points = List.copyOf(points);
    }
  }

  /**
   * Bars that stand side by side on the zero line: a histogram.
   *
   * @param name what the legend calls it
   * @param colour the colour
   * @param edges where bars begin and end, ascending, one more than bars
   * @param heights the bars' heights
   */
  record Histogram(String name, Colour colour, List<Double> edges, List<Double> heights)
      implements Mark {
    /** Copies the lists and checks their lengths. */
    public Histogram {
      edges = List.copyOf(edges);
      heights = List.copyOf(heights);
      if (edges.size() != heights.size() + 1) {
        throw new IllegalArgumentException(
            "a histogram needs one edge more than bars, got "
                + edges.size()
                + " and "
                + heights.size());
      }
    }
  }

  /**
   * Probabilities of single values beside a density: bars with a dot and the probability on top. A
   * probability of 1 is as tall as the plot, whatever the axis says.
   *
   * @param name what the legend calls it
   * @param colour the colour
   * @param points the values and their probabilities
   */
  record Atoms(String name, Colour colour, List<Point> points) implements Mark {
    /** Copies the points. */
    public Atoms {
      points = List.copyOf(points);
    }
  }

  /**
   * Cells on two axes of categories, such as a confusion matrix.
   *
   * @param rows the rows, the topmost first, as long as the x axis has categories
   */
  record HeatMap(List<List<Cell>> rows) implements Mark {
    /** Copies the rows. */
    public HeatMap {
      rows = rows.stream().map(List::copyOf).toList();
    }

    @Override
    public String name() {
      return "";
    }
  }

  /**
   * A cell of a heat map.
   *
   * @param shade from 0, white, to 1, the darkest
   * @param text what stands in it
   */
  record Cell(double shade, String text) {
    /** Checks the shade. */
    public Cell {
      if (!(shade >= 0 && shade <= 1)) {
        throw new IllegalArgumentException("a shade must be in [0, 1], got " + shade);
      }
    }
  }
}
