package org.normprop.data.table;

import java.util.List;
import org.normprop.data.TargetKind;

/** What a column of a table means. Immutable. */
public sealed interface TableColumn {

  /**
   * The column's name.
   *
   * @return as in the header, or its number from 1 where there is none
   */
  String name();

  /**
   * An input that is a number.
   *
   * @param name the name
   * @param unit a sign that stands with every number, such as % or $; mostly empty
   */
  record Numeric(String name, String unit) implements TableColumn {}

  /**
   * An input that is one of a few words: a column of 0 and 1 for each.
   *
   * @param name the name
   * @param values the words, sorted
   */
  record Category(String name, List<String> values) implements TableColumn {
    /** Copies the list. */
    public Category {
      values = List.copyOf(values);
    }
  }

  /**
   * What is to be predicted.
   *
   * @param name the name
   * @param kind a class or a number
   * @param classes the classes' names, in the order of their labels; none for numbers
   * @param unit as in {@link Numeric}
   */
  record Answer(String name, TargetKind kind, List<String> classes, String unit)
      implements TableColumn {
    /** Copies the list. */
    public Answer {
      classes = List.copyOf(classes);
      if (kind == TargetKind.NONE || (kind == TargetKind.CLASS) == classes.isEmpty()) {
        throw new IllegalArgumentException("a target is a class of some, or a number");
      }
    }
  }

  /**
   * A column that is not read.
   *
   * @param name the name; may be empty
   * @param reason why
   */
  record LeftOut(String name, String reason) implements TableColumn {

    private static final String ANSWER = "to be predicted";

    /** A target where there are no answers to read. */
    static LeftOut answer(String name) {
      return new LeftOut(name, ANSWER);
    }

    boolean isAnswer() {
      return reason.equals(ANSWER);
    }
  }
}
