package org.normprop.cli.line;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.MissingArgumentException;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;
import org.apache.commons.cli.UnrecognizedOptionException;
import org.normprop.text.ChoiceWords;
import org.normprop.text.Nearest;
import org.normprop.text.Numbers;

/**
 * The options and operands given to a command, read with messages that say what would be right.
 * Immutable.
 */
public final class Arguments {

  private final CommandLine line;
  private final String program;

  private Arguments(CommandLine line, String program) {
    this.line = line;
    this.program = program;
  }

  static Options commonsCli(Command command) {
    Options options = new Options();
    command.options().forEach(option -> options.addOption(option.toCommonsCli()));
    options.addOption(Option.HELP.toCommonsCli());
    return options;
  }

  /**
   * Reads a command's options and operands.
   *
   * @param program what the program is called, for messages
   * @throws UsageException if they are wrong
   */
  public static Arguments parse(String program, Command command, String[] args) {
    Options options = commonsCli(command);
    try {
      DefaultParser parser = DefaultParser.builder().setAllowPartialMatching(false).get();
      CommandLine line = parser.parse(options, joinNegativeValues(options, args));
      mustNotBeBlank(line, program, command);
      return new Arguments(line, program);
    } catch (UnrecognizedOptionException e) {
      String given = e.getOption().replaceFirst("=.*", "");
      List<String> known = command.options().stream().map(option -> "--" + option.name()).toList();
      String question = given.startsWith("--") ? Nearest.question(given, known) : "";
      throw new UsageException(
          command.name()
              + " has no option "
              + given
              + (question.isEmpty()
                  ? see(program, command)
                  : question + see(program, command).substring(1)));
    } catch (MissingArgumentException e) {
      throw needsValue(e.getOption());
    } catch (ParseException e) {
      throw new UsageException(e.getMessage() + see(program, command));
    }
  }

  /**
   * An empty text is mostly a shell variable that was never set; as a path it would name the
   * working folder.
   */
  private static void mustNotBeBlank(CommandLine line, String program, Command command) {
    for (org.apache.commons.cli.Option option : line.getOptions()) {
      if (option.hasArg() && option.getValuesList().stream().anyMatch(String::isBlank)) {
        throw needsValue(option);
      }
    }
    if (line.getArgList().stream().anyMatch(String::isBlank)) {
      throw new UsageException(
          command.name()
              + " was given an empty word; it takes "
              + takes(command)
              + see(program, command));
    }
  }

  private static String takes(Command command) {
    return command.operands().isEmpty() ? "no operand" : command.operands();
  }

  private static UsageException needsValue(org.apache.commons.cli.Option option) {
    String name = "--" + option.getLongOpt();
    return new UsageException(name + " needs a value: " + name + " " + option.getArgName());
  }

  private static String see(String program, Command command) {
    return "; see " + program + " " + command.name() + " --help";
  }

  /** {@code --input -0.1,2} becomes {@code --input=-0.1,2}, which is not taken for an option. */
  private static String[] joinNegativeValues(Options options, String[] args) {
    List<String> joined = new ArrayList<>();
    for (int i = 0; i < args.length; i++) {
      String arg = args[i];
      boolean takesValue =
          arg.startsWith("--")
              && options.hasLongOption(arg.substring(2))
              && options.getOption(arg.substring(2)).hasArg();
      if (takesValue && i + 1 < args.length && args[i + 1].matches("-[0-9.].*")) {
        joined.add(arg + "=" + args[++i]);
      } else {
        joined.add(arg);
      }
    }
    return joined.toArray(new String[0]);
  }

  public boolean has(String option) {
    return line.hasOption(option);
  }

  /** Of an option given twice the last value counts, as shells' aliases and scripts expect. */
  private String value(String option) {
    String[] values = line.getOptionValues(option);
    return values == null ? null : values[values.length - 1];
  }

  public List<String> operands() {
    return line.getArgList();
  }

  /** An operand list that must be empty. */
  public void noOperands(Command command) {
    if (!operands().isEmpty()) {
      throw new UsageException(
          command.name()
              + " takes no operand, got '"
              + operands().get(0)
              + "'"
              + see(program, command));
    }
  }

  public String text(String option, String defaultValue) {
    String given = value(option);
    return given == null ? defaultValue : given;
  }

  /** All values of an option that collects them. */
  public List<String> texts(String option) {
    String[] values = line.getOptionValues(option);
    return values == null ? List.of() : Arrays.asList(values);
  }

  /** A file to write to; empty for standard output, which "-" stands for too. */
  public Optional<Path> output() {
    return Optional.ofNullable(value("output")).filter(text -> !text.equals("-")).map(Path::of);
  }

  /** One of a few words. */
  public <E extends Enum<E>> E choice(String option, E defaultValue) {
    String given = value(option);
    if (given == null) {
      return defaultValue;
    }
    try {
      return ChoiceWords.parse("--" + option, defaultValue.getDeclaringClass(), given);
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage());
    }
  }

  /** A whole number such as 1000, 1e7 or 2.5e6. */
  public long whole(String option, long defaultValue, long least, long most) {
    String given = value(option);
    if (given == null) {
      return defaultValue;
    }
    OptionalLong whole = Numbers.whole(given, least, most);
    if (whole.isPresent()) {
      return whole.getAsLong();
    }
    if (most == Long.MAX_VALUE && isBeyondLong(given)) {
      throw new UsageException("--" + option + " must be less than 9.2e18, got '" + given + "'");
    }
    throw new UsageException(
        "--" + option + " must be a whole number" + range(least, most) + ", got '" + given + "'");
  }

  private static boolean isBeyondLong(String given) {
    try {
      BigDecimal decimal = new BigDecimal(given);
      return decimal.signum() > 0 && decimal.precision() - (long) decimal.scale() > 18;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static String range(long least, long most) {
    if (most < Long.MAX_VALUE) {
      return " from " + least + " to " + most;
    }
    return least == Long.MIN_VALUE ? "" : " of at least " + least;
  }

  public int threads() {
    return (int) whole("threads", 0, 0, 1024);
  }

  /** A finite number. */
  public double number(String option, double defaultValue) {
    String given = value(option);
    return given == null ? defaultValue : number(option, given);
  }

  private static double number(String option, String given) {
    if (given.strip().matches("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]{1,3})?")) {
      double value = Double.parseDouble(given.strip());
      if (Double.isFinite(value)) {
        return value;
      }
    }
    throw new UsageException("--" + option + " must be a finite number, got '" + given + "'");
  }

  /** Two finite numbers with a comma between, or null. */
  public double[] pair(String option) {
    String given = value(option);
    if (given == null) {
      return null;
    }
    String[] parts = given.split(",", -1);
    if (parts.length != 2) {
      throw new UsageException(
          "--" + option + " must be two numbers such as 0,1; got '" + given + "'");
    }
    return new double[] {number(option, parts[0]), number(option, parts[1])};
  }
}
