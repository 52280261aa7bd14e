package org.normprop.table;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import org.normprop.io.FileText;
import org.normprop.text.Numbers;

/**
 * How the cells of a window correlate, as text: one number for every two; {@code
 * right,below[,diagonal]} for 2x2, the diagonal their product if it is left out; {@code exp:L},
 * {@code power:R} or {@code gauss:R} of the distance d in cells, for e^(-d/L), R^d and R^(d^2); or
 * a file of n rows of n numbers, the cells row by row.
 */
public final class CorrelationText {

  private static final String WORDS =
      "a number from 0 to 1, RIGHT,BELOW or RIGHT,BELOW,DIAGONAL (2x2), exp:L, power:R or gauss:R";

  private static final String FORMS = WORDS + ", or a FILE of n x n numbers";

  private CorrelationText() {}

  /**
   * Reads a correlation.
   *
   * @param text the text
   * @param sides the sides of the window that it is for; empty where there is none
   * @return the correlation
   * @throws IllegalArgumentException if it is none; the message says what would be right
   * @throws IOException if a file cannot be read
   */
  public static Correlation parse(String text, List<Integer> sides) throws IOException {
    String given = text.strip();
    Optional<Correlation> inWords = inWords(given, sides);
    if (inWords.isPresent()) {
      return inWords.get();
    }
    Path file = Path.of(given);
    require(Files.exists(file), given, "there is no such file");
    return file(given, file);
  }

  /**
   * Reads a correlation that is told in words, not in a file.
   *
   * @param text the text
   * @param sides the sides of the window that it is for
   * @return the correlation
   * @throws IllegalArgumentException if it is none; the message says what would be right
   */
  public static Correlation ofWindow(String text, List<Integer> sides) {
    String given = text.strip();
    return inWords(given, sides)
        .orElseThrow(
            () -> new IllegalArgumentException("rho must be " + WORDS + "; got '" + given + "'"));
  }

  /**
   * Reads the correlation of a square window's cells.
   *
   * @param text as {@link #ofWindow} takes it
   * @param cells how many cells the window has; 0 where the text is a number
   * @return the correlation
   * @throws IllegalArgumentException if it is none; the message says what would be right
   */
  public static Correlation ofSquare(String text, int cells) {
    int side = (int) Math.round(Math.sqrt(cells));
    return ofWindow(text, List.of(side, side));
  }

  /** Empty if it can only be the name of a file. */
  private static Optional<Correlation> inWords(String given, List<Integer> sides) {
    int colon = given.indexOf(':');
    String form = colon < 0 ? "" : given.substring(0, colon);
    switch (form) {
      case "exp" -> {
        double length = number(given, given.substring(colon + 1));
        require(length > 0, given, "the length of exp must be positive");
        return Optional.of(decay(given, sides, d -> StrictMath.exp(-d / length)));
      }
      case "power", "gauss" -> {
        double r = number(given, given.substring(colon + 1));
        require(r >= 0 && r <= 1, given, "the neighbours' correlation must be in [0, 1]");
        boolean isPower = form.equals("power");
        return Optional.of(decay(given, sides, d -> StrictMath.pow(r, isPower ? d : d * d)));
      }
      default -> {
        // one of the others
      }
    }
    if (isNumber(given)) {
      return Optional.of(new Correlation.Equal(number(given, given)));
    }
    String[] parts = given.split(",", -1);
    if (parts.length > 1 && isNumber(parts[0])) {
      require(parts.length <= 3, given, "2x2 has two or three correlations");
      double right = number(given, parts[0]);
      double below = number(given, parts[1]);
      double diagonal = parts.length == 3 ? number(given, parts[2]) : right * below;
      return Optional.of(square(given, sides, right, below, diagonal));
    }
    return Optional.empty();
  }

  private static void require(boolean isRight, String text, String message) {
    if (!isRight) {
      throw new IllegalArgumentException(
          "rho must be " + FORMS + "; got '" + text + "': " + message);
    }
  }

  private static boolean isNumber(String text) {
    return text.strip().matches("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]{1,3})?");
  }

  private static double number(String text, String part) {
    require(isNumber(part), text, "'" + part.strip() + "' is no number");
    return Double.parseDouble(part.strip());
  }

  /** Cells 1 2 / 3 4. */
  private static Correlation square(
      String text, List<Integer> sides, double right, double below, double diagonal) {
    require(sides.equals(List.of(2, 2)), text, "two or three correlations are for windows of 2x2");
    return new Correlation.Matrix(
        List.of(
            List.of(1.0, right, below, diagonal),
            List.of(right, 1.0, diagonal, below),
            List.of(below, diagonal, 1.0, right),
            List.of(diagonal, below, right, 1.0)),
        text);
  }

  private static Correlation decay(String text, List<Integer> sides, DoubleUnaryOperator of) {
    require(!sides.isEmpty(), text, "a correlation by distance needs a window");
    int n = sides.stream().reduce(1, (a, b) -> a * b);
    List<List<Double>> rows = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      List<Double> row = new ArrayList<>();
      for (int j = 0; j < n; j++) {
        row.add(i == j ? 1 : of.applyAsDouble(distance(sides, i, j)));
      }
      rows.add(row);
    }
    return new Correlation.Matrix(rows, text);
  }

  /** The Euclidean distance of two cells, counted row by row. */
  private static double distance(List<Integer> sides, int a, int b) {
    double square = 0;
    int restA = a;
    int restB = b;
    for (int k = sides.size() - 1; k >= 0; k--) {
      double apart = restA % sides.get(k) - restB % sides.get(k);
      square += apart * apart;
      restA /= sides.get(k);
      restB /= sides.get(k);
    }
    return Math.sqrt(square);
  }

  private static Correlation file(String text, Path file) throws IOException {
    List<List<Double>> rows = new ArrayList<>();
    int at = 0;
    for (String line : FileText.read(file).lines().toList()) {
      at++;
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      List<Double> row = new ArrayList<>();
      for (String cell : line.strip().split("[,;\\s]+")) {
        require(isNumber(cell), text, "line " + at + ": '" + cell + "' is no number");
        row.add(Double.parseDouble(cell));
      }
      rows.add(row);
    }
    require(!rows.isEmpty(), text, "the file has no numbers");
    return new Correlation.Matrix(rows, Numbers.text(rows.size()) + " cells of " + text);
  }
}
