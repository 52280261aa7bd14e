package org.normprop.train.setting;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;
import org.normprop.text.ChoiceWords;
import org.normprop.text.Numbers;

/**
 * What a setting's value may be: text is read by {@link #parse} once, and from then on a value.
 *
 * @param <T> the type of the value
 */
public sealed interface Rule<T> {

  /**
   * Reads a value.
   *
   * @param name the setting's name, for the message
   * @param given what the user wrote
   * @return the value
   * @throws IllegalArgumentException if it is no value of this kind
   */
  T parse(String name, String given);

  /**
   * The one text for a value, which {@link #parse} reads.
   *
   * @param value a value
   * @return its text
   */
  String text(T value);

  /**
   * The one text for what a user wrote.
   *
   * @param name the setting's name, for the message
   * @param given what the user wrote
   * @return the canonical text
   * @throws IllegalArgumentException if it is no value of this kind
   */
  default String canonical(String name, String given) {
    return text(parse(name, given));
  }

  /** Whether the value is a number in JSON. */
  default boolean isNumber() {
    return false;
  }

  /** The values, where they are a few words; else none. */
  default List<String> words() {
    return List.of();
  }

  /** What a shell can offer: the words, or how the usual values begin. */
  default List<String> offered() {
    return words();
  }

  private static IllegalArgumentException bad(String name, String rule, String given) {
    return new IllegalArgumentException("--" + name + " must be " + rule + ", got '" + given + "'");
  }

  /** Any text; whoever uses it reads it. */
  record Text() implements Rule<String> {
    @Override
    public String parse(String name, String given) {
      return given.strip();
    }

    @Override
    public String text(String value) {
      return value;
    }
  }

  /** A constant of an enum, by its word or another spelling of it. */
  record Word<E extends Enum<E>>(Class<E> type, Map<String, E> spellings) implements Rule<E> {
    Word(Class<E> type) {
      this(type, Map.of());
    }

    @Override
    public E parse(String name, String given) {
      String word = given.isBlank() ? given : given.strip().toLowerCase(Locale.ROOT);
      E known = spellings.get(word);
      return known != null ? known : ChoiceWords.parse("--" + name, type, given);
    }

    @Override
    public String text(E value) {
      return ChoiceWords.word(value);
    }

    @Override
    public List<String> words() {
      return ChoiceWords.words(type);
    }
  }

  /** Yes or no. */
  record YesNo() implements Rule<Boolean> {
    @Override
    public Boolean parse(String name, String given) {
      return switch (given.strip()) {
        case "yes" -> true;
        case "no" -> false;
        default -> throw bad(name, "yes or no", given);
      };
    }

    @Override
    public String text(Boolean value) {
      return value ? "yes" : "no";
    }

    @Override
    public List<String> words() {
      return List.of("yes", "no");
    }
  }

  /** What has a notation of its own, which says itself what is wrong. */
  record Notation<T>(Function<String, T> reader, Function<T, String> writer, List<String> offered)
      implements Rule<T> {
    Notation(Function<String, T> reader, Function<T, String> writer) {
      this(reader, writer, List.of());
    }

    @Override
    public T parse(String name, String given) {
      try {
        return reader.apply(given.strip());
      } catch (IllegalArgumentException e) {
        String message = String.valueOf(e.getMessage());
        throw new IllegalArgumentException(
            message.startsWith("--") ? message : "--" + name + ": " + message, e);
      }
    }

    @Override
    public String text(T value) {
      return writer.apply(value);
    }
  }

  /** A whole number in a range; {@code 1e3} is one too. */
  record Whole(long least, long most) implements Rule<Long> {
    @Override
    public Long parse(String name, String given) {
      OptionalLong whole = Numbers.whole(given, least, most);
      if (whole.isPresent()) {
        return whole.getAsLong();
      }
      String rule =
          most == Long.MAX_VALUE
              ? "a whole number of at least " + least
              : "a whole number from " + least + " to " + most;
      throw bad(name, least == Long.MIN_VALUE ? "a whole number" : rule, given);
    }

    @Override
    public String text(Long value) {
      return value.toString();
    }

    @Override
    public boolean isNumber() {
      return true;
    }
  }

  /** A finite number in [least, most], or in (least, most]; its decimal is kept as it was given. */
  record Number(double least, boolean leastToo, double most) implements Rule<BigDecimal> {

    static final Number POSITIVE = new Number(0, false, Double.MAX_VALUE);
    static final Number NOT_NEGATIVE = new Number(0, true, Double.MAX_VALUE);

    @Override
    public BigDecimal parse(String name, String given) {
      String text = given.strip();
      if (text.matches("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]{1,3})?")) {
        double value = Double.parseDouble(text);
        if ((leastToo ? value >= least : value > least) && value <= most) {
          return new BigDecimal(text).stripTrailingZeros();
        }
      }
      String from = leastToo ? "at least " + plain(least) : "above " + plain(least);
      String to = most == Double.MAX_VALUE ? "" : " and at most " + plain(most);
      throw bad(name, "a number " + from + to, given);
    }

    @Override
    public String text(BigDecimal value) {
      boolean plain = value.scale() >= 0 && value.scale() <= 12;
      return plain ? value.toPlainString() : value.toString();
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
