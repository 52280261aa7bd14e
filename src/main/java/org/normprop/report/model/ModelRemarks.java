package org.normprop.report.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.normprop.net.onnx.read.Dims;
import org.normprop.text.Quoted;

/** What stands out in a model, a line each. */
final class ModelRemarks {

  private static final double FAST = 1.05;
  private static final int LEAST_SUMS = 3;
  private static final int LONGEST = 60;

  private ModelRemarks() {}

  static List<String> of(List<ModelRow> rows) {
    List<String> remarks = new ArrayList<>();
    sums(rows, remarks);
    dead(rows, remarks);
    long off = rows.stream().filter(ModelRow::isOff).count();
    if (off > 0) {
      remarks.add(
          "* "
              + off
              + (off == 1 ? " tensor is" : " tensors are")
              + " more than 5 % and three standard errors off the prediction:");
      remarks.add("  inputs depend on each other, or are far from normal");
    }
    TreeSet<String> none = new TreeSet<>();
    rows.stream()
        .filter(row -> row.predicted().isEmpty() && row.measured().node() >= 0)
        .filter(row -> Double.isFinite(row.measured().moments().mean()))
        .forEach(row -> none.add(operator(row.measured().operator())));
    if (!none.isEmpty()) {
      remarks.add("measured only, for no rule covers them or what stands before:");
      wrapped(String.join(", ", none), remarks);
    }
    return remarks;
  }

  /** So much of a name that it stands on a line of its own, and in one piece. */
  private static String operator(String name) {
    String plain = Quoted.plain(name).replace(' ', '_');
    return plain.length() <= LONGEST ? plain : plain.substring(0, LONGEST - 3) + "...";
  }

  private static void wrapped(String names, List<String> remarks) {
    StringBuilder line = new StringBuilder(" ");
    for (String name : names.split(" ")) {
      if (line.length() + name.length() + 1 > 78) {
        remarks.add(line.toString());
        line = new StringBuilder(" ");
      }
      line.append(' ').append(name);
    }
    remarks.add(line.toString());
  }

  /** Sums of one shape, one behind the other, whose spread grows by about the same factor. */
  private static void sums(List<ModelRow> rows, List<String> remarks) {
    Map<String, List<Double>> byShape = new LinkedHashMap<>();
    for (ModelRow row : rows) {
      if (row.joins()) {
        byShape
            .computeIfAbsent(Dims.text(row.measured().dims()), key -> new ArrayList<>())
            .add(row.measured().moments().std());
      }
    }
    byShape.forEach(
        (shape, stds) -> {
          if (stds.size() < LEAST_SUMS) {
            return;
          }
          boolean grows = true;
          for (int i = 1; i < stds.size(); i++) {
            grows &= stds.get(i) > stds.get(i - 1);
          }
          double factor =
              Math.pow(stds.get(stds.size() - 1) / stds.get(0), 1.0 / (stds.size() - 1));
          if (grows && factor > FAST) {
            remarks.add(
                String.format(
                    Locale.ROOT,
                    "sums of shape %s grow by %.2f a block: a sum without scale",
                    shape,
                    factor));
          }
        });
  }

  private static void dead(List<ModelRow> rows, List<String> remarks) {
    for (ModelRow row : rows) {
      if (row.measured().moments().zeros() > 0.95 && row.measured().node() >= 0) {
        remarks.add(
            String.format(
                Locale.ROOT,
                "%s: %.0f %% of it is zero",
                ModelText.name(row.measured().name()),
                100 * row.measured().moments().zeros()));
        return;
      }
    }
  }
}
