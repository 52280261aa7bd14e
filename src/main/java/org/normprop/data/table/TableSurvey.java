package org.normprop.data.table;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.normprop.data.read.FileKind;
import org.normprop.data.table.NumberText.Sign;
import org.normprop.io.BadFileException;
import org.normprop.io.Csv;
import org.normprop.io.CsvDialect;
import org.normprop.text.Nearest;

/** Goes through a table once and counts what its columns hold. Not thread-safe. */
final class TableSurvey {

  private static final int HEAD = 1 << 16;

  /** Values are kept of columns for so many rows, and of so many values in all. */
  private static final int EARLY_ROWS = 1000;

  private static final int MOST_COLUMNS_KEPT = 2000;

  /** Where only the header is wanted. */
  private static final long NO_ROWS = 0;

  private final TableSource source;
  private final String encoding;
  private final char separator;
  private final boolean header;
  private final List<String> firstLine;
  private final List<String> names;
  private final List<ColumnTally> tallies = new ArrayList<>();
  private final int target;
  private final long headerLine;
  private long rows;

  private TableSurvey(TableSource source, TableRequest request, long mostRows) throws IOException {
    this.source = source;
    byte[] head = source.head(HEAD);
    if (head.length == 0) {
      throw new BadFileException(source.name(), "is empty: expected a header and rows");
    }
    FileKind.mustBeText(source.name(), head);
    encoding = request.encoding().orElseGet(() -> TextEncoding.shown(head));
    separator =
        request
            .separator()
            .orElseGet(
                () -> Separators.of(TextEncoding.glimpse(head, encoding), head.length < HEAD));
    try (Csv csv = open(source, encoding, separator)) {
      if (!csv.next()) {
        throw new BadFileException(source.name(), "is empty: expected a header and rows");
      }
      headerLine = csv.line();
      List<String> first = csv.fields().stream().map(String::strip).toList();
      firstLine = first;
      header = request.header().orElse(true);
      if (request.header().isEmpty()) {
        mustBeHeader(csv, first, request);
      }
      names = header ? names(csv, first) : counted(1, first.size());
      target = request.target().isEmpty() ? -1 : named(request.target().get());
      names.forEach(name -> tallies.add(new ColumnTally(tallies.size() == target)));
      boolean more = mostRows > NO_ROWS && (!header || csv.next());
      while (more) {
        add(csv);
        more = csv.next();
      }
    }
    if (rows == 0 && mostRows > NO_ROWS) {
      throw new BadFileException(source.name(), "has a header, but no rows");
    }
  }

  /**
   * Goes through a table.
   *
   * @throws BadFileException if it is no table, or has not what was asked for
   */
  static TableSurvey of(TableSource source, TableRequest request) throws IOException {
    return new TableSurvey(source, request, Long.MAX_VALUE);
  }

  /** The names of the columns, as the beginning of a table tells them. */
  static List<String> names(TableSource source, TableRequest request) throws IOException {
    return new TableSurvey(source, request, NO_ROWS).names();
  }

  /** Whether a table of numbers begins with a header: with words, or a count from 0 or 1. */
  static boolean beginsWithHeader(TableSource source) throws IOException {
    TableRequest lines = TableRequest.OPEN.withHeader(false);
    List<String> first = new TableSurvey(source, lines, NO_ROWS).firstLine;
    return first.stream().anyMatch(TableSurvey::isWord)
        || first.equals(counted(0, first.size()))
        || first.equals(counted(1, first.size()));
  }

  private static boolean isWord(String field) {
    return NumberText.sign(field) == Sign.NONE
        && !NumberText.isMissing(field)
        && !NumberText.isWeaklyMissing(field);
  }

  /** Opens a table behind the remarks at its beginning. */
  static Csv open(TableSource source, String encoding, char separator) throws IOException {
    int passed = Separators.preamble(TextEncoding.glimpse(source.head(HEAD), encoding));
    String advice =
        "; if the file is in another encoding, name it, such as --encoding latin1 or windows-1252";
    InputStream in = source.open();
    try {
      Csv csv =
          new Csv(
              source.name(),
              TextEncoding.decoded(source.name(), in, encoding),
              new CsvDialect(separator, true, advice));
      for (int i = 0; i < passed; i++) {
        csv.skipLine();
      }
      return csv;
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }

  private void add(Csv csv) throws IOException {
    if (csv.size() != names.size()) {
      throw uneven(csv, names.size(), header, rows == 0);
    }
    rows++;
    for (int i = 0; i < csv.size(); i++) {
      tallies.get(i).add(csv, i, csv.field(i).strip(), rows <= EARLY_ROWS);
    }
    if (rows == 1 && names.size() > MOST_COLUMNS_KEPT) {
      for (int i = 0; i < names.size(); i++) {
        if (i != target) {
          tallies.get(i).forget();
        }
      }
    }
  }

  static BadFileException uneven(Csv csv, int columns, boolean header, boolean first) {
    return csv.bad(
        "a row of "
            + csv.size()
            + (csv.size() == 1 ? " field" : " fields")
            + " where the "
            + (header ? "header" : "first line")
            + " has "
            + columns
            + ": every row needs as many"
            + (first && csv.size() == columns + 1
                ? "; if rows begin with a number or name of their own, as R writes them, put a"
                    + " separator in front of the header"
                : ""));
  }

  private void mustBeHeader(Csv csv, List<String> first, TableRequest request)
      throws BadFileException {
    boolean decimals = false;
    long numbers = 0;
    for (String name : first) {
      Sign sign = NumberText.sign(name);
      numbers += sign == Sign.NONE ? 0 : 1;
      decimals |= sign == Sign.POINT || sign == Sign.COMMA || name.startsWith("-") && numbers > 0;
    }
    boolean named = request.target().isPresent() && first.contains(request.target().get());
    if (numbers > 0 && (decimals || !named || numbers == first.size())) {
      String number =
          first.stream().filter(name -> NumberText.sign(name) != Sign.NONE).findFirst().get();
      throw csv.bad(
          "the first line holds numbers such as '"
              + number
              + "', where names of columns are expected: "
              + (request.inputs().isEmpty()
                  ? "if it is no header, say --header none and name the target by its number,"
                      + " --target 1 to "
                      + first.size()
                      + "; if it is one, say --header yes"
                  : "put a line of names before it, in any order: "
                      + String.join(", ", request.inputs())));
    }
  }

  private static List<String> counted(int from, int columns) {
    return IntStream.range(from, from + columns).mapToObj(String::valueOf).toList();
  }

  private static List<String> names(Csv csv, List<String> first) throws BadFileException {
    Map<String, Integer> seen = new HashMap<>();
    for (int i = 0; i < first.size(); i++) {
      String name = first.get(i);
      Integer before = name.isEmpty() ? null : seen.putIfAbsent(name, i + 1);
      if (before != null) {
        throw csv.bad(
            i,
            "a second column '"
                + name
                + "', as column "
                + before
                + " is called: rename one of them, for names must differ");
      }
    }
    return first;
  }

  TableSource source() {
    return source;
  }

  String encoding() {
    return encoding;
  }

  char separator() {
    return separator;
  }

  boolean header() {
    return header;
  }

  List<String> names() {
    return names;
  }

  ColumnTally tally(int column) {
    return tallies.get(column);
  }

  /** The column to predict, or -1. */
  int target() {
    return target;
  }

  long rows() {
    return rows;
  }

  /** The place of a column that the user named. */
  int named(String name) throws BadFileException {
    int index = names.indexOf(name);
    if (index >= 0) {
      return index;
    }
    int shown = Math.min(20, names.size());
    String question = Nearest.question(name, names);
    throw new BadFileException(
        source.name(),
        headerLine,
        "there is no column '"
            + name
            + "'"
            + question
            + (question.isEmpty() ? "; " : " ")
            + (header ? "the columns are " : "without a header the columns are ")
            + String.join(", ", names.subList(0, shown))
            + (shown < names.size() ? ", ..." : ""));
  }

  /** The first cell that answers a question, in the columns' order. */
  Optional<ColumnTally.Found> first(Sign sign, List<Integer> columns) {
    return columns.stream()
        .map(column -> tallies.get(column).first(sign))
        .flatMap(Optional::stream)
        .findFirst();
  }
}
