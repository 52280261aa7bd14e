package org.normprop.report.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A large model block by block: a block ends in a sum of branches. */
final class BlockSummary {

  private static final int LEAST = 3;

  private BlockSummary() {}

  /** A line a block; empty where the model has no blocks. */
  static String text(List<ModelRow> main) {
    List<String[]> lines = new ArrayList<>();
    lines.add(new String[] {"block up to", "layers", "mean", "std", "predicted", "worst"});
    int sums = 0;
    int layers = 0;
    ModelRow worst = null;
    for (int i = 0; i < main.size(); i++) {
      ModelRow row = main.get(i);
      boolean sum = row.joins();
      layers += sum || isAdded(row) ? 0 : 1;
      worst = further(worst, row);
      if (sum || i == main.size() - 1) {
        lines.add(line(row, layers, worst));
        sums += sum ? 1 : 0;
        layers = 0;
        worst = null;
      }
    }
    return sums < LEAST ? "" : ModelText.table(lines, 1);
  }

  /**
   * Whose ratio is further from 1; one that is off comes before one that may be chance, and where
   * nothing was foretold it is of no account.
   */
  private static ModelRow further(ModelRow a, ModelRow b) {
    if (Double.isNaN(b.ratio())) {
      return a;
    }
    if (a == null || a.isOff() != b.isOff()) {
      return a == null || b.isOff() ? b : a;
    }
    return Math.abs(b.ratio() - 1) > Math.abs(a.ratio() - 1) ? b : a;
  }

  /** A bias behind a product is no layer of its own. */
  private static boolean isAdded(ModelRow row) {
    String operator = row.measured().operator();
    return operator.equals("Add") || operator.equals("Sum");
  }

  private static String[] line(ModelRow row, int layers, ModelRow worst) {
    return new String[] {
      row.measured().name(),
      String.valueOf(layers),
      ModelText.number(row.measured().moments().mean()),
      ModelText.number(row.measured().moments().std()),
      row.predicted().map(p -> ModelText.number(p.std())).orElse("none"),
      worst == null
          ? ""
          : String.format(Locale.ROOT, "%.3f%s", worst.ratio(), worst.isOff() ? " *" : "")
    };
  }
}
