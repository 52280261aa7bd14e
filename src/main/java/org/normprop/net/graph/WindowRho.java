package org.normprop.net.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.normprop.net.layer.Window;
import org.normprop.table.Correlation;
import org.normprop.table.CorrelationText;
import org.normprop.text.Numbers;

/**
 * The correlation of the normals in a pooling's window that its constants assume: one for all
 * poolings, or one for each.
 *
 * <p>As text: {@code auto} for that of the data; or {@code R} in [0, 1), {@code RIGHT,BELOW[,
 * DIAGONAL]} (2x2), {@code exp:L}, {@code power:R} or {@code gauss:R} of the distance in cells;
 * those of several poolings, in their order, with a slash between them: {@code 0.72/0.55}.
 *
 * @param each the texts, in canonical form; one for all poolings, or one for each; none for {@code
 *     auto}, which must be settled before a network is made
 */
public record WindowRho(List<String> each) {

  /** Independent values. */
  public static final WindowRho NONE = new WindowRho(List.of("0"));

  /** That of the data, once they are known. */
  public static final WindowRho AUTO = new WindowRho(List.of());

  private static final String AUTO_TEXT = "auto";
  private static final List<Integer> SMALLEST = List.of(2, 2);

  /** Checks every text. */
  public WindowRho {
    each = each.stream().map(WindowRho::canonical).toList();
  }

  /**
   * One number for all poolings.
   *
   * @param rho the correlation, in [0, 1)
   * @return the correlation of every two values of a window
   * @throws IllegalArgumentException if it is out of range
   */
  public static WindowRho of(double rho) {
    return new WindowRho(List.of(Numbers.text(rho)));
  }

  /**
   * Reads a text.
   *
   * @param text the text
   * @return what it says
   * @throws IllegalArgumentException if it makes no sense; the message says what would be right
   */
  public static WindowRho parse(String text) {
    String given = text.strip();
    return given.equalsIgnoreCase(AUTO_TEXT)
        ? AUTO
        : new WindowRho(Arrays.asList(given.split("/", -1)));
  }

  /**
   * The text for it.
   *
   * @return what {@link #parse} reads
   */
  public String text() {
    return isAuto() ? AUTO_TEXT : String.join("/", each);
  }

  /** Whether it is that of data which are not known yet. */
  public boolean isAuto() {
    return each.isEmpty();
  }

  /**
   * What a pooling's constants assume.
   *
   * @param pooling the number of the pooling, from 0
   * @param window its window
   * @param inputs how many normals its unit has; where they are not the window's cells, as padding
   *     cuts it or a pooling stands before it, or the window is no square, every two of them have
   *     the window's mean correlation
   * @return the correlation
   * @throws IllegalArgumentException if it does not fit the window, or the network has too many
   *     poolings
   */
  Correlation of(int pooling, Window window, int inputs) {
    if (each.size() > 1 && pooling >= each.size()) {
      throw wrongCount("more");
    }
    if (isAuto()) {
      return Correlation.NONE;
    }
    String text = each.size() == 1 ? each.get(0) : each.get(pooling);
    List<Integer> sides = List.of(window.height(), window.width());
    Correlation correlation = CorrelationText.ofWindow(text, sides);
    if (!(correlation instanceof Correlation.Matrix matrix)
        || matrix.size() == inputs && window.height() == window.width()) {
      return correlation;
    }
    return new Correlation.Equal(Math.max(0, meanOfPairs(matrix).orElse(0)));
  }

  /** Refuses a network that has fewer poolings than there are correlations. */
  void mustBeFor(int poolings) {
    if (each.size() > 1 && poolings != each.size()) {
      throw wrongCount(String.valueOf(poolings));
    }
  }

  private IllegalArgumentException wrongCount(String poolings) {
    return new IllegalArgumentException(
        "rho " + text() + " is for " + each.size() + " poolings, the network has " + poolings);
  }

  private static OptionalDouble meanOfPairs(Correlation.Matrix matrix) {
    List<Double> pairs = new ArrayList<>();
    for (int i = 0; i < matrix.size(); i++) {
      pairs.addAll(matrix.rows().get(i).subList(0, i));
    }
    return pairs.stream().mapToDouble(r -> r).average();
  }

  private static String canonical(String text) {
    Correlation correlation = CorrelationText.ofWindow(text, SMALLEST);
    if (correlation instanceof Correlation.Equal equal) {
      if (equal.rho() >= 1) {
        throw new IllegalArgumentException("rho must be in [0, 1), got " + text.strip());
      }
      return Numbers.text(equal.rho());
    }
    String parts = text.strip();
    return Arrays.stream(parts.split(",")).map(String::strip).collect(Collectors.joining(","));
  }
}
