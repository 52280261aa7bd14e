package org.normprop.train.setting;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.normprop.text.Nearest;

/** What a setting's value may be. */
public sealed interface Rule {

  /**
   * The one text for this value.
   *
   * @param name the setting's name, for the message
   * @param given what the user wrote
   * @throws IllegalArgumentException if it is no value of this kind
   */
  String canonical(String name, String given);

  /** Whether the value is a number in JSON. */
  default boolean isNumber() {
    return false;
  }

  private static IllegalArgumentException bad(String name, String rule, String given) {
    return new IllegalArgumentException("--" + name + " must be " + rule + ", got '" + given + "'");
  }

  /** Any text; whoever uses it reads it. */
  record Text() implements Rule {
    @Override
    public String canonical(String name, String given) {
      return given.strip();
    }
  }

  /** One of a few words. */
  record Word(List<String> words) implements Rule {
    static Word of(String... words) {
      return new Word(List.of(words));
    }

    @Override
    public String canonical(String name, String given) {
      if (words.contains(given.strip())) {
        return given.strip();
      }
      throw new IllegalArgumentException(
          bad(name, "one of " + String.join(", ", words), given).getMessage()
              + Nearest.question(given, words));
    }
  }

  /** One of a few words, some of which have other spellings. */
  record Alias(List<String> words, Map<String, String> spellings) implements Rule {
    @Override
    public String canonical(String name, String given) {
      String known =
          spellings.get(given.isBlank() ? given : given.strip().toLowerCase(Locale.ROOT));
      return known != null ? known : new Word(words).canonical(name, given);
    }
  }

  /** A whole number in a range; {@code 1e3} is one too. */
  record Whole(long least, long most) implements Rule {
    @Override
    public String canonical(String name, String given) {
      try {
        BigDecimal decimal = new BigDecimal(given.strip());
        // The exponent is bounded before the number is written out.
        if (decimal.precision() - (long) decimal.scale() <= 20 && decimal.scale() < 1000) {
          BigDecimal whole = decimal.setScale(0);
          if (whole.compareTo(BigDecimal.valueOf(least)) >= 0
              && whole.compareTo(BigDecimal.valueOf(most)) <= 0) {
            return whole.toBigIntegerExact().toString();
          }
        }
      } catch (ArithmeticException | NumberFormatException e) {
        // told below
      }
      String rule =
          most == Long.MAX_VALUE
              ? "a whole number of at least " + least
              : "a whole number from " + least + " to " + most;
      throw bad(name, least == Long.MIN_VALUE ? "a whole number" : rule, given);
    }

    @Override
    public boolean isNumber() {
      return true;
    }
  }

  /** A finite number in [least, most], or in (least, most]. */
  record Number(double least, boolean leastToo, double most) implements Rule {

    static final Number POSITIVE = new Number(0, false, Double.MAX_VALUE);
    static final Number NOT_NEGATIVE = new Number(0, true, Double.MAX_VALUE);

    @Override
    public String canonical(String name, String given) {
      String text = given.strip();
      if (text.matches("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]{1,3})?")) {
        double value = Double.parseDouble(text);
        if ((leastToo ? value >= least : value > least) && value <= most) {
          BigDecimal shortest = new BigDecimal(text).stripTrailingZeros();
          boolean plain = shortest.scale() >= 0 && shortest.scale() <= 12;
          return plain ? shortest.toPlainString() : shortest.toString();
        }
      }
      String from = leastToo ? "at least " + plain(least) : "above " + plain(least);
      String to = most == Double.MAX_VALUE ? "" : " and at most " + plain(most);
      throw bad(name, "a number " + from + to, given);
    }

    private static String plain(double value) {
      return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }

    @Override
    public boolean isNumber() {
      return true;
    }
  }
}
