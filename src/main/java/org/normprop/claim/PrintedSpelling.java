package org.normprop.claim;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.normprop.text.Quoted;

/** How papers spell decimals, and what stands around numbers that is no part of one. */
final class PrintedSpelling {

  /** A decimal, without a power of ten. */
  static final String PLAIN_DECIMAL = "[+-]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)";

  private static final String DECIMAL = PLAIN_DECIMAL + "(?:[eE][+-]?[0-9]+)?";

  /** A power of ten behind a decimal: 3.989x10^-1, 3.989 \\times 10^{-1}. */
  private static final Pattern POWER_OF_TEN =
      Pattern.compile(
          "([+-]?[0-9.]+) *(?:[x*×·⋅]|\\\\times|\\\\cdot) *10\\^[{(]?([+-]?[0-9]{1,3})[})]?");

  private static final String MINUSES = "−–";

  /** Signs and digits that are raised, and what they mean, in the same order. */
  private static final String RAISED = "⁻⁺⁰¹²³⁴⁵⁶⁷⁸⁹";

  private static final String LEVEL = "-+0123456789";

  private static final String RANGE = "looks like a range: write one number, or two lines";

  /** A range, if the second is the larger; else a difference, which is a formula. */
  private static final Pattern HYPHENATED =
      Pattern.compile("(" + DECIMAL + ") *- *(" + DECIMAL + ")");

  /**
   * What is no number, and what to do about it.
   *
   * @param pattern how it looks
   * @param advice what to write
   */
  private record Mistake(Pattern pattern, String advice) {
    Mistake(String pattern, String advice) {
      this(Pattern.compile(pattern), advice);
    }
  }

  private static final List<Mistake> MISTAKES =
      List.of(
          new Mistake("[<>≤≥≲≳].*", "is a limit; only a number can be judged"),
          new Mistake("[~≈∼≃].*", "has a sign before the number: write the number alone"),
          new Mistake(
              DECIMAL + " *(?:±|\\+ ?-|\\+/-).*",
              "has an error behind the number: write the number alone, and how many samples it is of"
                  + " in the column samples"),
          new Mistake(
              DECIMAL + "\\([0-9.]+\\).*",
              "has an error in parentheses: write the number alone, and how many samples it is of in"
                  + " the column samples"),
          new Mistake(".*%", "is a percentage: write it as a part of 1"),
          new Mistake("\\[.*|" + DECIMAL + " *(?:\\.\\.+|…|to) *" + DECIMAL, RANGE),
          new Mistake(
              DECIMAL + "(?:…|\\.\\.+)", "has dots behind its digits: write the digits alone"),
          new Mistake("[+-]?(?i:inf|infinity|nan|none|null|n/?a|∞)|-|", "is not a finite number"));

  private PrintedSpelling() {}

  /** The same with plain signs, and with an exponent in place of a power of ten. */
  static String plain(String text) {
    StringBuilder plain = new StringBuilder();
    boolean wasRaised = false;
    for (char c : text.toCharArray()) {
      int i = RAISED.indexOf(c);
      boolean isRaised = i >= 0;
      plain.append(isRaised && !wasRaised ? "^" : "");
      plain.append(isRaised ? LEVEL.charAt(i) : MINUSES.indexOf(c) >= 0 ? '-' : c);
      wasRaised = isRaised;
    }
    Matcher power = POWER_OF_TEN.matcher(plain);
    return power.matches() ? power.group(1) + "e" + power.group(2) : plain.toString();
  }

  /**
   * Refuses what would be read as a formula, or as nothing, though it was meant otherwise.
   *
   * @param text as printed
   * @param plain the same in plain characters
   * @throws IllegalArgumentException which says what to write
   */
  static void check(String text, String plain) {
    for (Mistake mistake : MISTAKES) {
      if (mistake.pattern.matcher(plain).matches()) {
        throw new IllegalArgumentException(Quoted.of(text) + " " + mistake.advice);
      }
    }
    Matcher hyphenated = HYPHENATED.matcher(plain);
    if (hyphenated.matches()
        && Double.parseDouble(hyphenated.group(1)) < Double.parseDouble(hyphenated.group(2))) {
      throw new IllegalArgumentException(Quoted.of(text) + " " + RANGE);
    }
  }
}
