package org.normprop.text;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The words by which people choose a constant of an enum: its name in lower case, with hyphens. The
 * command line's help, completion and parser take them from here, and so do files.
 */
public final class ChoiceWords {

  private ChoiceWords() {}

  /**
   * The word of a constant.
   *
   * @param constant any constant
   * @return for example {@code batchnorm}
   */
  public static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The words of all constants.
   *
   * @param type the enum
   * @return the words, in the order of the constants
   */
  public static List<String> words(Class<? extends Enum<?>> type) {
    return Arrays.stream(type.getEnumConstants()).map(ChoiceWords::word).toList();
  }

  /**
   * Words as a sentence has them.
   *
   * @param words at least one word
   * @return for example {@code text, csv or json}
   */
  public static String or(List<String> words) {
    int last = words.size() - 1;
    return last == 0
        ? words.get(0)
        : String.join(", ", words.subList(0, last)) + " or " + words.get(last);
  }

  /**
   * The constant of a word; case does not matter.
   *
   * @param what what is chosen, for the message, such as {@code --format}
   * @param type the enum
   * @param given what was written
   * @return the constant
   * @throws IllegalArgumentException if there is none; the message lists the words, and asks for
   *     the nearest
   */
  public static <E extends Enum<E>> E parse(String what, Class<E> type, String given) {
    for (E constant : type.getEnumConstants()) {
      if (word(constant).equalsIgnoreCase(given.strip())) {
        return constant;
      }
    }
    List<String> words = words(type);
    throw new IllegalArgumentException(
        what
            + " must be one of "
            + String.join(", ", words)
            + "; got '"
            + given
            + "'"
            + Nearest.question(given, words));
  }
}
