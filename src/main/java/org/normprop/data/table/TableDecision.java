package org.normprop.data.table;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.normprop.data.table.ColumnTally.Found;
import org.normprop.data.table.NumberText.Sign;
import org.normprop.data.table.TableColumn.Category;
import org.normprop.data.table.TableColumn.LeftOut;
import org.normprop.data.table.TableColumn.Numeric;
import org.normprop.io.BadFileException;

/** Decides from what a user said and what a table holds how it is read. */
final class TableDecision {

  private static final int MOST_WORDS = 100;
  private static final int FEW_WORDS = 10;

  private final TableSurvey survey;
  private final TableRequest request;
  private final boolean lenient;
  private final Set<Integer> dropped = new HashSet<>();

  private TableDecision(TableSurvey survey, TableRequest request, boolean lenient) {
    this.survey = survey;
    this.request = request;
    this.lenient = lenient;
  }

  /**
   * Decides.
   *
   * @throws BadFileException with line and column, if a column is neither numbers nor categories,
   *     or signs contradict each other
   */
  static TableFormat of(TableSurvey survey, TableRequest request) throws BadFileException {
    return new TableDecision(survey, request, false).format();
  }

  /** The same, but columns that cannot be read are left out, with the fault as the reason. */
  static TableFormat asFarAsPossible(TableSurvey survey, TableRequest request)
      throws BadFileException {
    return new TableDecision(survey, request, true).format();
  }

  private TableFormat format() throws BadFileException {
    for (String name : request.dropped()) {
      dropped.add(survey.named(name));
    }
    if (dropped.contains(survey.target())) {
      throw fault("the target '" + request.target().get() + "' is dropped: it is needed");
    }
    Set<Integer> wanted = new HashSet<>();
    for (String name : request.inputs()) {
      wanted.add(survey.named(name));
    }
    char decimal = decimal();
    List<TableColumn> columns = new ArrayList<>();
    for (int i = 0; i < survey.names().size(); i++) {
      columns.add(
          i == survey.target()
              ? new TargetDecision(survey, request).answer(decimal)
              : tried(i, wanted, decimal));
    }
    if (columns.stream().noneMatch(c -> c instanceof Numeric || c instanceof Category)) {
      throw fault(
          survey.target() >= 0
              ? "no column but '" + request.target().get() + "', which is to be predicted"
              : "no column is left to read");
    }
    return new TableFormat(
        survey.separator(),
        decimal,
        survey.encoding(),
        survey.header(),
        request.missing(),
        columns,
        List.of());
  }

  private BadFileException fault(String message) {
    return new BadFileException(survey.source().name(), message);
  }

  private BadFileException fault(Found found, String message) {
    return new BadFileException(
        survey.source().name(), found.place().line(), found.place().column(), message);
  }

  /**
   * The sign that all numbers share: the one asked for, or the one that some numbers must have.
   * Without either, a point; but a lone comma before three digits may be both, and is asked about.
   */
  private char decimal() throws BadFileException {
    List<Integer> numeric =
        IntStream.range(0, survey.names().size())
            .filter(i -> !dropped.contains(i) && survey.tally(i).numbers() > 0)
            .filter(i -> survey.tally(i).numbers() >= survey.tally(i).texts())
            .boxed()
            .toList();
    Optional<Found> point = survey.first(Sign.POINT, numeric);
    Optional<Found> comma = survey.first(Sign.COMMA, numeric);
    Optional<Found> open = survey.first(Sign.COMMA_OR_GROUP, numeric);
    if (request.decimal().isPresent()) {
      char decimal = request.decimal().get();
      Optional<Found> against = decimal == '.' ? comma : point;
      if (against.isPresent()) {
        throw fault(
            against.get(),
            "'"
                + against.get().shown()
                + "' is no number with a decimal "
                + (decimal == '.' ? "point" : "comma")
                + ", which --decimal asks for");
      }
      return decimal;
    }
    if (point.isPresent() && comma.isPresent()) {
      throw fault(
          comma.get(),
          "'"
              + comma.get().shown()
              + "' has a decimal comma, but '"
              + point.get().shown()
              + "' in line "
              + point.get().place().line()
              + " a decimal point: write all numbers with the same sign");
    }
    if (point.isEmpty() && comma.isEmpty() && open.isPresent()) {
      throw fault(
          open.get(),
          "'"
              + open.get().shown()
              + "' can be read in two ways: say --decimal point if its comma groups thousands, or"
              + " --decimal comma if it is the decimal sign");
    }
    return comma.isPresent() ? ',' : '.';
  }

  private TableColumn tried(int i, Set<Integer> wanted, char decimal) throws BadFileException {
    try {
      return column(i, wanted, decimal);
    } catch (BadFileException e) {
      if (lenient) {
        return new LeftOut(survey.names().get(i), e.getMessage());
      }
      throw e;
    }
  }

  private TableColumn column(int i, Set<Integer> wanted, char decimal) throws BadFileException {
    String name = survey.names().get(i);
    ColumnTally tally = survey.tally(i);
    if (dropped.contains(i)) {
      return new LeftOut(name, "asked for");
    }
    if (!wanted.isEmpty() && !wanted.contains(i)) {
      return new LeftOut(name, "not asked for");
    }
    if (name.isEmpty() || name.equals("Unnamed: 0")) {
      if (i == 0 || tally.isEmpty()) {
        return new LeftOut(name, tally.isEmpty() ? "empty, without a name" : "an index");
      }
      throw fault("column " + (i + 1) + " has no name: the first line must name every column");
    }
    if (tally.isEmpty()) {
      throw fault(
          "column '" + name + "' is empty in all rows: leave it out with --drop " + quoted(name));
    }
    if (tally.isNumeric()) {
      return new Numeric(name, unit(survey, i));
    }
    return texts(name, tally, decimal);
  }

  private TableColumn texts(String name, ColumnTally tally, char decimal) throws BadFileException {
    Found text = tally.firstText() == null ? null : tally.firstText();
    String drop = "--drop " + quoted(name);
    if (text == null) {
      throw fault("column '" + name + "' has no value in any row: leave it out with " + drop);
    }
    if (tally.isDates()) {
      throw fault(
          text,
          "column '"
              + name
              + "' holds dates or times such as '"
              + text.shown()
              + "': a network takes numbers; write year, month, day or hours as columns of their"
              + " own, or leave it out with "
              + drop);
    }
    Optional<Map<String, Integer>> values = tally.values();
    boolean numbers = tally.numbers() >= tally.texts();
    if (numbers || survey.rows() == 1) {
      throw fault(
          text,
          mustBeNumbers(name, text, decimal, numbers ? "; or leave it out with " + drop : ""));
    }
    int words = values.map(Map::size).orElse(Integer.MAX_VALUE);
    boolean category =
        words <= MOST_WORDS
            && (words <= FEW_WORDS ? words < survey.rows() : 2L * words <= survey.rows());
    if (!category) {
      throw fault(
          text,
          "column '"
              + name
              + "' holds texts such as '"
              + text.shown()
              + "', "
              + (values.isPresent() ? String.valueOf(words) : "more than 1000")
              + " different ones in "
              + survey.rows()
              + " rows, which is no category: leave it out with "
              + drop);
    }
    return new Category(name, values.get().keySet().stream().sorted().toList());
  }

  static String mustBeNumbers(String name, Found text, char decimal, String advice) {
    if (text.text().matches("(?i)[+-]?inf(inity)?")) {
      return "column '"
          + name
          + "' must hold finite numbers up to 3.4e38, got '"
          + text.shown()
          + "'";
    }
    return "column '"
        + name
        + "' must hold numbers such as "
        + (decimal == '.' ? "-1.5" : "-1,5")
        + " or 2e-3, got '"
        + text.shown()
        + "'"
        + advice;
  }

  /** The unit that stands with every number of a column. */
  static String unit(TableSurvey survey, int column) throws BadFileException {
    Map<String, Found> units = survey.tally(column).units();
    if (units.size() > 1) {
      List<Found> found = List.copyOf(units.values());
      Found second = found.get(1);
      throw new BadFileException(
          survey.source().name(),
          second.place().line(),
          second.place().column(),
          "column '"
              + survey.names().get(column)
              + "' has '"
              + second.shown()
              + "' here and '"
              + found.get(0).shown()
              + "' in line "
              + found.get(0).place().line()
              + ": write all its numbers in one unit");
    }
    return units.keySet().iterator().next();
  }

  /** A column's name as a shell and {@code --drop} take it. */
  static String quoted(String name) {
    return name.matches("[A-Za-z0-9_.:=+-]+") ? name : "'" + name + "'";
  }
}
