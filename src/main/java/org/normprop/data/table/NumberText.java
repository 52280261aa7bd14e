package org.normprop.data.table;

import java.util.Locale;
import java.util.Set;

/** Texts that are numbers, with a point or a comma as the decimal sign, and those that are none. */
final class NumberText {

  /** Which decimal sign a text can have. */
  enum Sign {
    /** It is no number. */
    NONE,
    /** It has neither point nor comma. */
    EITHER,
    /** With a decimal point it is a number: 0.5, 1,234.5. */
    POINT,
    /** With a decimal comma it is a number: 0,5, 1.234,5. */
    COMMA,
    /** One point before three digits: with a decimal comma it would group thousands. */
    POINT_OR_GROUP,
    /** One comma before three digits: with a decimal point it would group thousands. */
    COMMA_OR_GROUP
  }

  private static final Set<String> MISSING =
      Set.of("", "?", "na", "n/a", "#n/a", "<na>", "nan", "null");

  /** Words that stand for a missing number, but may be names among names. */
  private static final Set<String> WEAK =
      Set.of("-", "--", ".", "none", "n.a.", "missing", "nil", "#value!", "#div/0!");

  private static final String UNITS = "%$€£¥";

  private static final float[] TENS = {1, 10, 100, 1e3f, 1e4f, 1e5f, 1e6f, 1e7f, 1e8f, 1e9f, 1e10f};

  private NumberText() {}

  static boolean isMissing(String text) {
    return text.length() <= 5
        && !beginsWithDigit(text)
        && MISSING.contains(text.toLowerCase(Locale.ROOT));
  }

  /** Whether a text stands for a missing value in a column of numbers. */
  static boolean isWeaklyMissing(String text) {
    return text.length() <= 7
        && !beginsWithDigit(text)
        && WEAK.contains(text.toLowerCase(Locale.ROOT));
  }

  /** What nearly all texts do, and no word for a missing value does. */
  private static boolean beginsWithDigit(String text) {
    return !text.isEmpty() && text.charAt(0) >= '0' && text.charAt(0) <= '9';
  }

  /** The sign of a unit that stands before or behind a number, or nothing. */
  static String unit(String text) {
    int length = text.length();
    for (int i = 0; i < length; i++) {
      boolean place = i < 3 || i == length - 1; // behind a sign and a blank, or at the end
      if (place && UNITS.indexOf(text.charAt(i)) >= 0) {
        return text.substring(i, i + 1);
      }
    }
    return "";
  }

  /** The number without its unit. */
  static String withoutUnit(String text, String unit) {
    if (unit.isEmpty()) {
      return text;
    }
    String rest = text.strip();
    if (rest.endsWith(unit)) {
      return rest.substring(0, rest.length() - 1).strip();
    }
    int at = rest.indexOf(unit);
    boolean first = at == 0 || at == 1 && (rest.charAt(0) == '-' || rest.charAt(0) == '+');
    return first ? rest.substring(0, at) + rest.substring(at + 1).strip() : text;
  }

  /** Which decimal sign a text, without unit, can have. */
  static Sign sign(String text) {
    int from = !text.isEmpty() && (text.charAt(0) == '-' || text.charAt(0) == '+') ? 1 : 0;
    int end = from;
    int points = 0;
    int commas = 0;
    int digits = 0;
    for (; end < text.length(); end++) {
      char c = text.charAt(end);
      if (c >= '0' && c <= '9') {
        digits++;
      } else if (c == '.') {
        points++;
      } else if (c == ',') {
        commas++;
      } else {
        break;
      }
    }
    boolean exponent = end < text.length();
    if (digits == 0 || exponent && !isExponent(text, end)) {
      return Sign.NONE;
    }
    if (points == 0 && commas == 0) {
      return Sign.EITHER;
    }
    String mantissa = text.substring(from, end);
    if (points > 0 && commas > 0) {
      return mantissa.lastIndexOf(',') > mantissa.lastIndexOf('.')
          ? both(mantissa, commas, '.', ',', Sign.COMMA)
          : both(mantissa, points, ',', '.', Sign.POINT);
    }
    boolean grouped = !exponent && isGrouped(mantissa, points > 0 ? '.' : ',');
    if (points + commas == 1) {
      Sign ambiguous = points > 0 ? Sign.POINT_OR_GROUP : Sign.COMMA_OR_GROUP;
      Sign plain = points > 0 ? Sign.POINT : Sign.COMMA;
      return grouped ? ambiguous : plain;
    }
    Sign other = points > 0 ? Sign.COMMA : Sign.POINT;
    return grouped ? other : Sign.NONE;
  }

  private static Sign both(String mantissa, int decimals, char group, char decimal, Sign sign) {
    boolean whole = isGrouped(mantissa.substring(0, mantissa.indexOf(decimal)), group);
    return decimals == 1 && whole ? sign : Sign.NONE;
  }

  /** One to three digits, the first not 0, then groups of three. */
  private static boolean isGrouped(String text, char group) {
    int first = text.indexOf(group);
    if (first < 1 || first > 3 || text.charAt(0) == '0') {
      return false;
    }
    for (int i = first; i < text.length(); i++) {
      boolean separator = (i - first) % 4 == 0;
      if (separator != (text.charAt(i) == group)) {
        return false;
      }
    }
    return (text.length() - first) % 4 == 0;
  }

  private static boolean isExponent(String text, int at) {
    int i = at + 1;
    if (text.charAt(at) != 'e' && text.charAt(at) != 'E') {
      return false;
    }
    if (i < text.length() && (text.charAt(i) == '-' || text.charAt(i) == '+')) {
      i++;
    }
    int first = i;
    while (i < text.length() && text.charAt(i) >= '0' && text.charAt(i) <= '9') {
      i++;
    }
    return i > first && i == text.length();
  }

  /** Whether a text, without unit, is a number with a decimal sign. */
  static boolean isNumber(String text, char decimal) {
    return switch (sign(text)) {
      case NONE -> false;
      case EITHER, POINT_OR_GROUP, COMMA_OR_GROUP -> true;
      case POINT -> decimal == '.';
      case COMMA -> decimal == ',';
    };
  }

  /**
   * The number in a text that is one.
   *
   * @return perhaps infinite, never NaN
   */
  static float value(String text, char decimal) {
    float quick = quick(text, decimal);
    if (!Float.isNaN(quick)) {
      return quick;
    }
    String plain = decimal == '.' ? text.replace(",", "") : text.replace(".", "").replace(',', '.');
    return Float.parseFloat(plain);
  }

  /** Few digits without exponent: both operands are exact, so that the quotient is rounded once. */
  private static float quick(String text, char decimal) {
    boolean negative = !text.isEmpty() && text.charAt(0) == '-';
    int digits = 0;
    int behind = -1;
    for (int i = negative ? 1 : 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == decimal && behind < 0) {
        behind = 0;
        continue;
      }
      if (c < '0' || c > '9' || digits >= 1_000_000 || behind >= 10) {
        return Float.NaN;
      }
      digits = 10 * digits + (c - '0');
      behind += behind >= 0 ? 1 : 0;
    }
    float value = digits / TENS[Math.max(0, behind)];
    return negative ? -value : value;
  }
}
