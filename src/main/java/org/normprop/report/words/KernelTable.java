package org.normprop.report.words;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.normprop.function.Unit;
import org.normprop.io.Csv;
import org.normprop.moments.pair.Hermite;
import org.normprop.moments.pair.PairMap;
import org.normprop.moments.pair.PairMoments;
import org.normprop.moments.pair.Rho;
import org.normprop.table.Bounded;
import org.normprop.table.Input;
import org.normprop.table.StandardTable;
import org.normprop.text.Digits;
import org.normprop.text.Numbers;

/**
 * The table of kernels: of every activation of one input, under N(0, 1), the correlation C(r) at a
 * few r, the slopes d/dr E f(u)f(v) at 0 and 1, and the first Hermite coefficients. The column
 * {@code error} bounds all of a row's errors.
 */
public final class KernelTable {

  /** The name of its file. */
  public static final String FILE = "kernels.csv";

  private static final double[] CORRELATIONS = {0, 0.25, 0.5, 0.75, 0.9, 0.99};
  private static final int DEGREE = 8;

  private KernelTable() {}

  /** The activations that it holds, sorted by text. */
  public static List<Unit> units() {
    return StandardTable.ACTIVATIONS.units().stream()
        .filter(Unit::isActivation)
        .sorted(Comparator.comparing(Unit::text))
        .toList();
  }

  /**
   * The file's text.
   *
   * @param version the program's
   * @return the same text on every machine
   */
  public static String text(String version) {
    List<String> columns = new ArrayList<>(List.of("unit"));
    for (double r : CORRELATIONS) {
      columns.add("c_" + Numbers.text(r));
    }
    columns.add("slope_0");
    columns.add("slope_1");
    for (int k = 0; k <= DEGREE; k++) {
      columns.add("a_" + k);
    }
    columns.add("error");
    StringBuilder text = new StringBuilder("# format: 1\n# version: " + version + "\n");
    text.append("# input: 0,1\n").append(Csv.line(columns));
    units().forEach(unit -> text.append(line(unit)));
    return text.toString();
  }

  private static String line(Unit unit) {
    PairMap map = PairMap.of(unit, Input.STANDARD).orElseThrow();
    List<Bounded> numbers = new ArrayList<>();
    Bounded slope = Bounded.UNKNOWN;
    for (double r : CORRELATIONS) {
      PairMoments found = map.at(Rho.of(r));
      numbers.add(found.correlation());
      slope = r == 0 ? found.slope() : slope;
    }
    numbers.add(slope);
    numbers.add(map.at(Rho.of(1)).slope());
    Hermite series = map.hermite(DEGREE);
    series.coefficients().forEach(a -> numbers.add(new Bounded(a, series.error())));
    double error =
        numbers.stream().filter(Bounded::isFinite).mapToDouble(Bounded::error).max().orElse(0);
    List<String> fields = new ArrayList<>(List.of(unit.text()));
    numbers.forEach(number -> fields.add(field(number)));
    fields.add(Digits.error(error));
    return Csv.line(fields);
  }

  private static String field(Bounded number) {
    if (!number.isFinite()) {
      return Double.isInfinite(number.value()) ? Digits.significant(number.value(), 1) : "";
    }
    return Math.abs(number.value()) <= number.error()
        ? "0"
        : Digits.exact(number.value(), number.error());
  }
}
