package org.normprop.cli.line;

import java.util.List;
import java.util.function.Supplier;
import org.normprop.text.ChoiceWords;

/**
 * An option of a command.
 *
 * @param name the long name, without dashes
 * @param letter the short name, or null
 * @param value what its value is called in the help, or null for a flag
 * @param help what it does, in a line
 * @param words the values that a shell can offer; none where the value is free
 */
public record Option(
    String name, String letter, String value, String help, Supplier<List<String>> words) {

  public static Option flag(String name, String help) {
    return of(name, null, null, help);
  }

  public static Option of(String name, String value, String help) {
    return of(name, null, value, help);
  }

  public static Option of(String name, String letter, String value, String help) {
    return new Option(name, letter, value, help, List::of);
  }

  public Option offering(Supplier<List<String>> offered) {
    return new Option(name, letter, value, help, offered);
  }

  /**
   * One of a few words, read by {@link Arguments#choice}: the help lists them.
   *
   * @param about what is chosen; empty where the name says it
   * @param usual the choice where none is given
   */
  public static Option choice(
      String name, String letter, String value, String about, Enum<?> usual) {
    List<String> words = ChoiceWords.words(usual.getDeclaringClass());
    String list = ChoiceWords.or(words) + " (default " + ChoiceWords.word(usual) + ")";
    return new Option(
        name, letter, value, about.isEmpty() ? list : about + ": " + list, () -> words);
  }

  /** Whether the value is a file or a folder. */
  boolean takesPath() {
    return value != null && value.matches("FILE|DIR|FOLDER|RUN|.*PATH");
  }

  public static final Option SAMPLES =
      of("samples", "n", "N", "outputs sampled of each unit (default 1e7)");
  public static final Option SEED = of("seed", "s", "N", "seed of every draw (default 1)");
  public static final Option THREADS =
      of("threads", "t", "N", "threads; 0 for all cores (default 0)");
  static final Option HELP = of("help", "h", null, "this text");

  org.apache.commons.cli.Option toCommonsCli() {
    return org.apache.commons.cli.Option.builder(letter)
        .longOpt(name)
        .hasArg(value != null)
        .argName(value)
        .desc(help)
        .get();
  }
}
