package org.normprop.data.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.normprop.data.TargetKind;
import org.normprop.data.table.ColumnTally.Found;
import org.normprop.data.table.TableColumn.Answer;
import org.normprop.io.BadFileException;

/** Tells whether a target is a class or a number. */
final class TargetDecision {

  /** More words than this for a target are believed where somebody says that they are classes. */
  private static final int MOST_CLASSES = 50;

  private final TableSurvey survey;
  private final TableRequest request;
  private final String name;
  private final ColumnTally tally;

  TargetDecision(TableSurvey survey, TableRequest request) {
    this.survey = survey;
    this.request = request;
    this.name = request.target().orElseThrow();
    this.tally = survey.tally(survey.target());
  }

  /** What the target is. */
  Answer answer(char decimal) throws BadFileException {
    if (tally.isEmpty()) {
      throw new BadFileException(
          survey.source().name(), "the target '" + name + "' is empty in all rows");
    }
    boolean mostlyNumbers = tally.numbers() > 0 && tally.numbers() >= tally.texts();
    boolean numbers = request.kind().map(kind -> kind == TargetKind.NUMBER).orElse(mostlyNumbers);
    if (!numbers) {
      return words();
    }
    if (tally.texts() > 0) {
      Found text = tally.firstText();
      throw fault(
          text,
          request.kind().isPresent()
              ? TableDecision.mustBeNumbers(name, text, decimal, "")
              : "the target '"
                  + name
                  + "' holds numbers in other rows, but '"
                  + text.shown()
                  + "' here; say --task class if they are names of classes");
    }
    String unit = TableDecision.unit(survey, survey.target());
    if (request.kind().isEmpty()) {
      Optional<List<String>> classes = wholeNumbers(unit, decimal);
      if (classes.isPresent()) {
        return new Answer(name, TargetKind.CLASS, classes.get(), "");
      }
    }
    return new Answer(name, TargetKind.NUMBER, List.of(), unit);
  }

  private BadFileException fault(Found found, String message) {
    return new BadFileException(
        survey.source().name(), found.place().line(), found.place().column(), message);
  }

  private Answer words() throws BadFileException {
    Optional<Map<String, Integer>> values = tally.values();
    int words = values.map(Map::size).orElse(Integer.MAX_VALUE);
    boolean believed = request.kind().isPresent() && values.isPresent();
    if (!believed && (values.isEmpty() || words > MOST_CLASSES && 4L * words > survey.rows())) {
      Found text = tally.firstText();
      throw fault(
          text == null ? tally.units().values().iterator().next() : text,
          "the target '"
              + name
              + "' holds texts, "
              + (values.isPresent() ? String.valueOf(words) : "more than 1000")
              + " different ones in "
              + survey.rows()
              + " rows, which are no classes"
              + (values.isPresent() ? "; --task class takes them for classes" : ""));
    }
    // Whole numbers may be written in several ways.
    Map<String, Boolean> names = new TreeMap<>();
    for (String value : values.get().keySet()) {
      names.put(className(value), true);
    }
    return new Answer(name, TargetKind.CLASS, sorted(names.keySet()), "");
  }

  /** A whole number is one class, however it is written: 1, 1.0, +1. */
  static String className(String text) {
    return text.matches("[+-]?[0-9]{1,15}([.,]0{1,9})?")
        ? String.valueOf(Long.parseLong(text.replaceFirst("[.,].*", "")))
        : text;
  }

  /** The classes, if the target holds a few whole numbers. */
  private Optional<List<String>> wholeNumbers(String unit, char decimal) {
    Optional<Map<String, Integer>> values = tally.values();
    if (values.isEmpty() || !unit.isEmpty()) {
      return Optional.empty();
    }
    Map<Float, String> names = new TreeMap<>();
    for (String text : values.get().keySet()) {
      if (NumberText.isWeaklyMissing(text)) {
        continue;
      }
      float value = NumberText.value(text, decimal) + 0.0f; // -0 is 0
      if (value != Math.rint(value)) {
        return Optional.empty();
      }
      names.put(value, Long.toString((long) value));
    }
    return names.size() > TableRequest.MOST_NUMBERED_CLASSES
        ? Optional.empty()
        : Optional.of(List.copyOf(names.values()));
  }

  /** By value if all are whole numbers, else by name. */
  private static List<String> sorted(Iterable<String> names) {
    List<String> order = new ArrayList<>();
    names.forEach(order::add);
    order.sort(null);
    if (order.stream().allMatch(name -> name.matches("-?[0-9]{1,18}"))) {
      order.sort((a, b) -> Long.compare(Long.parseLong(a), Long.parseLong(b)));
    }
    return order;
  }
}
