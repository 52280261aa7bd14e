package org.normprop.data.table;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.normprop.data.table.NumberText.Sign;
import org.normprop.io.Csv;

/** What a column holds: counts, and the first place of each kind of text. Not thread-safe. */
final class ColumnTally {

  /** Texts of more different values than this are names, not categories. */
  static final int MOST_DIFFERENT = 1000;

  private static final int LONGEST_SHOWN = 40;

  private static final Pattern DATE =
      Pattern.compile(
          "\\d{4}[-/]\\d{1,2}[-/]\\d{1,2}([T ].*)?|\\d{1,2}[-./]\\d{1,2}[-./]\\d{2,4}( .*)?"
              + "|\\d{1,2}:\\d{2}(:\\d{2}.*)?");

  /** Where a text stands, and what it is. */
  record Found(Csv.Place place, String text) {
    /** The text, cut where it is long. */
    String shown() {
      return text.length() > LONGEST_SHOWN ? text.substring(0, LONGEST_SHOWN) + "..." : text;
    }
  }

  private long missing;
  private long weak;
  private long numbers;
  private long texts;
  private long dates;
  private final long[] signs = new long[Sign.values().length];
  private final Found[] firstOfSign = new Found[signs.length];
  private final Map<String, Found> units = new LinkedHashMap<>();
  private String lastUnit;
  private Found firstText;

  /** How often each text occurs; null once there are too many. */
  private Map<String, Integer> values = new LinkedHashMap<>();

  private final boolean target;

  /**
   * Starts.
   *
   * @param target whether all values are wanted, those of numbers too
   */
  ColumnTally(boolean target) {
    this.target = target;
  }

  /**
   * Counts a cell.
   *
   * @param early whether this is one of the first rows, whose values are kept in any case
   */
  void add(Csv csv, int index, String text, boolean early) {
    if (NumberText.isMissing(text)) {
      missing++;
      return;
    }
    String unit = NumberText.unit(text);
    Sign sign = NumberText.sign(NumberText.withoutUnit(text, unit));
    if (sign == Sign.NONE) {
      addText(csv, index, text);
    } else {
      numbers++;
      if (signs[sign.ordinal()]++ == 0) {
        firstOfSign[sign.ordinal()] = new Found(csv.place(index), text);
      }
      if (!unit.equals(lastUnit)) {
        units.putIfAbsent(unit, new Found(csv.place(index), text));
        lastUnit = unit;
      }
    }
    if (values != null && (early || target || texts > 0)) {
      values.merge(text, 1, Integer::sum);
      if (values.size() > MOST_DIFFERENT) {
        values = null;
      }
    }
  }

  private void addText(Csv csv, int index, String text) {
    if (NumberText.isWeaklyMissing(text)) {
      weak++;
    } else if (texts++ == 0) {
      firstText = new Found(csv.place(index), text);
    }
    if (DATE.matcher(text).matches()) {
      dates++;
    }
  }

  /** Forgets the values, where columns are too many to keep them. */
  void forget() {
    values = null;
  }

  long missing() {
    return missing;
  }

  /** Words that stand for a missing value where the others are numbers. */
  long weak() {
    return weak;
  }

  long numbers() {
    return numbers;
  }

  long texts() {
    return texts;
  }

  boolean isEmpty() {
    return numbers + texts + weak == 0;
  }

  /** Whether all that is there are numbers. */
  boolean isNumeric() {
    return texts == 0 && numbers > 0;
  }

  /** Whether most texts are dates or times. */
  boolean isDates() {
    return 2 * dates > texts + numbers;
  }

  /** The first number that can only have this sign, if there is one. */
  Optional<Found> first(Sign sign) {
    return Optional.ofNullable(firstOfSign[sign.ordinal()]);
  }

  Found firstText() {
    return firstText;
  }

  /** The signs that stand with numbers, "" where none does, each with its first place. */
  Map<String, Found> units() {
    return units;
  }

  /** How often each text occurs; empty if there are too many. */
  Optional<Map<String, Integer>> values() {
    return Optional.ofNullable(values);
  }
}
