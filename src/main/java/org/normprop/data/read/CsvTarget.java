package org.normprop.data.read;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.normprop.data.DataSet;
import org.normprop.data.TargetKind;
import org.normprop.io.BadFileException;
import org.normprop.io.Csv;

/** Gathers the target column, and tells classes from numbers where nobody has said which. */
final class CsvTarget {

  private final String column;
  private final CsvLayout layout;

  /** Known from the first row on. */
  private boolean numbers;

  private boolean started;

  private final FloatList values = new FloatList();

  /** Whole values that may yet turn out to be classes; null once they cannot. */
  private Set<Float> numbered = new HashSet<>();

  private final IntStream.Builder codes = IntStream.builder();
  private final Map<String, Integer> codeOf = new HashMap<>();

  CsvTarget(String column, CsvLayout layout) {
    this.column = column;
    this.layout = layout;
    layout.classes().forEach(name -> codeOf.putIfAbsent(name, codeOf.size()));
  }

  void add(Csv csv, int index) throws BadFileException {
    String text = csv.field(index).strip();
    if (CsvNumbers.isMissing(text)) {
      throw CsvNumbers.missing(csv, index, column, text);
    }
    if (!started) {
      started = true;
      numbers =
          layout.classes().isEmpty()
              && layout
                  .kind()
                  .map(kind -> kind == TargetKind.NUMBER)
                  .orElseGet(() -> CsvNumbers.isNumber(text));
    }
    if (numbers) {
      addNumber(csv, index, text);
    } else {
      addClass(csv, index, text);
    }
  }

  private void addNumber(Csv csv, int index, String text) throws BadFileException {
    if (layout.kind().isEmpty() && !CsvNumbers.isNumber(text)) {
      throw csv.bad(
          index,
          "the target '"
              + column
              + "' holds numbers in the rows above, but '"
              + text
              + "' here; say that it holds classes if that is meant");
    }
    float value = CsvNumbers.number(csv, index, column);
    values.add(value);
    if (numbered != null) {
      numbered.add(value);
      if (numbered.size() > CsvLayout.MOST_NUMBERED_CLASSES || value != Math.rint(value)) {
        numbered = null;
      }
    }
  }

  private void addClass(Csv csv, int index, String text) throws BadFileException {
    Integer code = codeOf.get(text);
    if (code == null) {
      if (!layout.classes().isEmpty()) {
        throw csv.bad(
            index, "there is no class '" + text + "': " + String.join(", ", layout.classes()));
      }
      code = codeOf.size();
      codeOf.put(text, code);
    }
    codes.add(code);
  }

  /** Gives rows of features their targets. */
  DataSet addTo(DataSet features) {
    if (!numbers) {
      int[] labels = codes.build().toArray();
      return layout.classes().isEmpty()
          ? sorted(features, labels, byCode())
          : features.withClasses(labels, layout.classes());
    }
    float[] all = values.toArray();
    if (numbered == null || layout.kind().isPresent()) {
      return features.withValues(all);
    }
    List<String> names = new ArrayList<>();
    Map<Float, Integer> codeOfValue = new TreeMap<>();
    for (float value : numbered) {
      codeOfValue.put(value + 0.0f, names.size()); // -0 is 0
      names.add(Long.toString((long) value));
    }
    int[] labels = new int[all.length];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = codeOfValue.get(all[i] + 0.0f);
    }
    return sorted(features, labels, names);
  }

  private List<String> byCode() {
    String[] names = new String[codeOf.size()];
    codeOf.forEach((name, code) -> names[code] = name);
    return List.of(names);
  }

  /** Renumbers classes so that their names are sorted, by value if all are whole numbers. */
  private static DataSet sorted(DataSet features, int[] labels, List<String> names) {
    boolean whole = names.stream().allMatch(name -> name.matches("-?[0-9]{1,18}"));
    List<String> order = new ArrayList<>(names);
    order.sort(null);
    if (whole) {
      order.sort((a, b) -> Long.compare(Long.parseLong(a), Long.parseLong(b)));
    }
    Map<String, Integer> place = new HashMap<>();
    order.forEach(name -> place.put(name, place.size()));
    int[] moved = names.stream().mapToInt(place::get).toArray();
    return features.withClasses(IntStream.of(labels).map(label -> moved[label]).toArray(), order);
  }
}
