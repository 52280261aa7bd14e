package org.normprop.report.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class ChartTest {

  private static final List<String> GARMENTS =
      List.of("T-shirt", "trouser", "pullover", "dress", "sandal", "shirt", "bag", "ankle boot");

  static Stream<Chart> charts() {
    List<Chart> charts = new ArrayList<>();
    for (int[] size : new int[][] {{160, 120}, {260, 200}, {540, 360}, {900, 500}}) {
      Stream.of(
              density(), learning(), confusion(), accuracies(), batches(), empty(), absurd(), far())
          .map(chart -> chart.sized(size[0], size[1]))
          .forEach(charts::add);
    }
    return charts.stream();
  }

  private static List<Point> curve(double from, double to) {
    return IntStream.rangeClosed(0, 100)
        .mapToDouble(i -> from + (to - from) * i / 100)
        .mapToObj(x -> new Point(x, Math.exp(-x * x / 2)))
        .toList();
  }

  private static Chart density() {
    return new Chart(
        "relu of N(0, 1): a title that is long enough to need more than one line of the page",
        Axis.linear("output"),
        Axis.linear("density"),
        List.of(
            new Mark.Histogram(
                "10,000 samples", Colour.SKY, List.of(0.0, 1.0, 2.0), List.of(0.3, 0.1)),
            new Mark.Line("N(0.398942, 0.583819\u00b2)", Colour.GREY, Dash.DASHED, curve(-2, 3)),
            new Mark.Line("exact density", Colour.BLUE, curve(0, 3)),
            new Mark.Atoms(
                "probability of a single value",
                Colour.VERMILION,
                List.of(new Point(0, 0.5), new Point(0.01, 0.49), new Point(3, 0.0001)))));
  }

  private static Chart learning() {
    List<Mark> marks = new ArrayList<>();
    for (String norm : List.of("normprop", "batchnorm", "weightnorm", "none")) {
      Colour colour = Colour.ofSeries(marks.size() / 2);
      List<Point> points = new ArrayList<>();
      for (int epoch = 1; epoch <= 30; epoch++) {
        double loss = 2.0 / (epoch + marks.size());
        points.add(new Point(epoch, loss, 0.9 * loss, 1.1 * loss));
      }
      marks.add(new Mark.Band(norm, colour, points));
      marks.add(new Mark.Line(norm, colour, points));
    }
    return new Chart("Validation loss", Axis.linear("epoch"), Axis.log("cross-entropy"), marks);
  }

  private static Chart confusion() {
    List<List<Mark.Cell>> rows = new ArrayList<>();
    for (int i = 0; i < GARMENTS.size(); i++) {
      List<Mark.Cell> row = new ArrayList<>();
      for (int j = 0; j < GARMENTS.size(); j++) {
        row.add(i == j ? new Mark.Cell(1, "1000") : new Mark.Cell(0.1, "12"));
      }
      rows.add(row);
    }
    return new Chart(
        "Confusion matrix",
        Axis.categories("predicted", GARMENTS),
        Axis.categories("actual", GARMENTS),
        List.of(new Mark.HeatMap(rows)));
  }

  private static Chart accuracies() {
    return new Chart(
        "Held-out accuracy",
        Axis.categories("options", List.of("norm=normprop batch=1", "norm=none batch=50", "x")),
        Axis.linear("accuracy"),
        List.of(
            new Mark.Points(
                "",
                Colour.BLUE,
                List.of(Point.withError(0, 0.98, 0.01), Point.withError(1, 0.97, 0.02)))));
  }

  private static Chart batches() {
    return new Chart(
        "By batch size",
        Axis.log("batch"),
        Axis.linear("accuracy").range(0.9, 1),
        List.of(new Mark.Points("a", Colour.BLUE, List.of(new Point(1, 0.5), new Point(250, 1)))));
  }

  private static Chart empty() {
    return new Chart("Nothing", Axis.linear("x"), Axis.log("y"), List.<Mark>of());
  }

  private static Chart absurd() {
    List<Point> points =
        DoubleStream.of(0, -1, Double.NaN, 1e-308, 1e308, Double.POSITIVE_INFINITY, 3)
            .mapToObj(v -> new Point(v, -v, v, -v))
            .toList();
    return new Chart(
        "<odd> & \u0001 \u65e5\u672c",
        Axis.linear("x"),
        Axis.linear("y"),
        List.of(
            new Mark.Line("a & b", Colour.BLUE, points),
            new Mark.Points("a & b", Colour.BLUE, points),
            new Mark.Band("c", Colour.GREEN, points)));
  }

  private static Chart far() {
    List<Point> points = List.of(new Point(1e6, 1.0000001), new Point(3e6, 1.0000009));
    return new Chart(
        "Far", Axis.linear("x"), Axis.linear("y"), List.of(new Mark.Line("", Colour.INK, points)));
  }

  @ParameterizedTest
  @MethodSource("charts")
  void noTwoTextsOverlapAndNoneLeavesThePage(Chart chart) {
    Drawing drawing = chart.draw();
    List<Outline.Label> labels =
        drawing.shapes().stream()
            .filter(Outline.Label.class::isInstance)
            .map(Outline.Label.class::cast)
            .filter(label -> label.degrees() == 0)
            .toList();
    assertFalse(labels.isEmpty());
    Rectangle2D page = new Rectangle2D.Double(0, 0, drawing.width(), drawing.height());
    for (int i = 0; i < labels.size(); i++) {
      Rectangle2D box = box(labels.get(i));
      assertTrue(page.contains(box), labels.get(i) + " leaves the page");
      for (int j = 0; j < i; j++) {
        assertFalse(box.intersects(box(labels.get(j))), labels.get(i) + " on " + labels.get(j));
      }
    }
  }

  /** From the baseline up to the height of digits and capitals. */
  private static Rectangle2D box(Outline.Label label) {
    double width = Glyphs.width(label.text(), label.size());
    double left =
        switch (label.anchor()) {
          case START -> label.x();
          case MIDDLE -> label.x() - width / 2;
          case END -> label.x() - width;
        };
    double height = 0.73 * label.size();
    return new Rectangle2D.Double(left, label.y() - height, width, height);
  }

  @ParameterizedTest
  @MethodSource("charts")
  void theSvgIsXmlThatBeginsWithItsTitle(Chart chart) throws Exception {
    Element svg =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(chart.draw().svg())))
            .getDocumentElement();
    Element title = (Element) svg.getElementsByTagName("title").item(0);
    assertEquals("img", svg.getAttribute("role"));
    assertEquals(chart.title().replace("\u0001", ""), title.getTextContent());
    assertFalse(chart.draw().svg().contains("NaN"));
    assertFalse(chart.draw().svg().contains("Infinity"));
  }

  @Test
  void theSvgIsTheSameInEveryLocale() {
    String svg = density().draw().svg();
    Locale before = Locale.getDefault();
    try {
      for (String tag : List.of("de-DE", "ar-EG-u-nu-arab", "tr-TR")) {
        Locale.setDefault(Locale.forLanguageTag(tag));
        assertEquals(svg, density().draw().svg());
      }
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void aValueThatIsNotANumberLeavesAGapInALine() {
    List<Point> whole = List.of(new Point(0, 1), new Point(1, 2), new Point(2, 3), new Point(3, 3));
    List<Point> broken =
        List.of(
            new Point(0, 1),
            new Point(1, 2),
            new Point(1.5, Double.NaN),
            new Point(2, 3),
            new Point(3, 3));
    assertEquals(1, lines(whole));
    assertEquals(2, lines(broken));
  }

  private static long lines(List<Point> points) {
    return new Chart(
            "t",
            Axis.linear("x"),
            Axis.linear("y"),
            List.of(new Mark.Line("", Colour.BLUE, points)))
        .draw().shapes().stream()
            .filter(s -> s instanceof Outline.Path p && p.pen().paint().equals(Colour.BLUE.paint()))
            .count();
  }

  @Test
  void theImageShowsWhatTheShapesSay() throws IOException {
    Drawing drawing = batches().draw();
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    drawing.writePng(png);
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(png.toByteArray()));
    assertEquals(2 * drawing.width(), image.getWidth());
    assertEquals(2 * drawing.height(), image.getHeight());
    assertEquals(0xffffffff, image.getRGB(0, 0));
    Outline.Clip clip =
        (Outline.Clip)
            drawing.shapes().stream()
                .filter(Outline.Clip.class::isInstance)
                .findFirst()
                .orElseThrow();
    Outline.Dot inside = (Outline.Dot) clip.shapes().get(1);
    Outline.Dot outside = (Outline.Dot) clip.shapes().get(0);
    assertEquals(Colour.BLUE.paint().rgb(), rgb(image, inside.x(), inside.y() + 1));
    assertNotEquals(Colour.BLUE.paint().rgb(), rgb(image, outside.x(), drawing.height() - 30));
    Outline.Label title = (Outline.Label) drawing.shapes().get(0);
    long dark =
        IntStream.range(0, (int) Glyphs.width(title.text(), title.size()))
            .filter(i -> rgb(image, title.x() + i, title.y() - 4) != 0xffffff)
            .count();
    assertTrue(dark > 10, dark + " pixels of text");
  }

  private static int rgb(BufferedImage image, double x, double y) {
    return image.getRGB((int) (2 * x), (int) (2 * y)) & 0xffffff;
  }

  @Test
  void aPageHoldsItsDrawingsSideBySide() {
    Drawing one = density().sized(300, 200).draw();
    Drawing page = Drawing.page("", List.of(one, one, one), 2);
    assertEquals(2 * one.width() + 16, page.width());
    assertEquals(2 * one.height() + 16, page.height());
  }

  @Test
  void aPagesChartHasNoColoursOfItsOwn() {
    String file = learning().draw().svg();
    String page = learning().draw().inPage();
    assertTrue(file.contains("#0072b2"));
    assertFalse(page.contains("#"), page);
    assertTrue(page.contains("class=\"line blue\""), page);
    assertTrue(page.contains("data-y=\"log "), page);
    assertTrue(page.length() < file.length());
  }

  @Test
  void linesAreNamedAtTheirEndsWhereThereIsRoomAndElseAbove() {
    double right = learning().sized(540, 360).draw().plane().orElseThrow().x().end();
    assertTrue(right < 540 - 60, "names need room, the plot ends at " + right);
    double narrow = learning().sized(260, 200).draw().plane().orElseThrow().x().end();
    assertEquals(260 - Chart.MARGIN, narrow, 10);
  }

  @Test
  void theNumbersOfAChartAreALineAPoint() {
    assertEquals(
        "series,x,\"y, m\",low,high\na,1,0.1,0.1,0.1\n"
            + "a,2,0.25,0.2,0.3\nb,2.5,1000000,1000000,1000000\n",
        new Chart(
                "t",
                Axis.linear("x"),
                Axis.linear("y, m"),
                List.of(
                    new Mark.Line(
                        "a",
                        Colour.BLUE,
                        List.of(
                            new Point(1, 0.1),
                            new Point(2, 0.25, 0.2, 0.3),
                            new Point(3, Double.NaN))),
                    new Mark.Points("b", Colour.SKY, List.of(new Point(2.5, 1e6)))))
            .csv(6, 1));
    assertTrue(
        confusion()
            .csv(6, 1)
            .startsWith("count,predicted,actual\n1000,T-shirt,T-shirt\n12,trouser,T-shirt\n"));
  }

  @Test
  void whatCannotBeShownIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> Axis.log("x").range(-1, 1));
    assertThrows(IllegalArgumentException.class, () -> Axis.linear("x").range(1, 1));
    assertThrows(IllegalArgumentException.class, () -> Axis.categories("x", List.of()));
    assertThrows(IllegalArgumentException.class, () -> density().sized(10, 10));
    assertThrows(IllegalArgumentException.class, () -> new Mark.Cell(1.5, ""));
    assertThrows(
        IllegalArgumentException.class,
        () -> new Mark.Histogram("", Colour.SKY, List.of(0.0), List.of(1.0)));
  }
}
