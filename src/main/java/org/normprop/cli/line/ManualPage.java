package org.normprop.cli.line;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The manual page in the man macros of roff. */
public final class ManualPage {

  private static final String HEAD =
      """
      .TH %s 1 "" "%s %s" "User Commands"
      .SH NAME
      %2$s \\- %s
      .SH SYNOPSIS
      .B %2$s
      .I COMMAND
      .RI [ options ]
      .SH DESCRIPTION
      """;

  private ManualPage() {}

  public static String of(ProgramWords program, List<Command> commands) {
    String name = program.name();
    StringBuilder page =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                HEAD,
                name.toUpperCase(Locale.ROOT),
                name,
                program.version().get(),
                escaped(program.summary())));
    page.append(program.description()).append(".SH COMMANDS\n");
    commands.forEach(command -> append(page, name, command));
    return page.append(program.rest()).toString();
  }

  private static void append(StringBuilder page, String program, Command command) {
    page.append(".SS ").append(program).append(' ').append(escaped(command.name()));
    if (!command.operands().isEmpty()) {
      page.append(' ').append(escaped(command.operands()));
    }
    page.append(" [options]\n").append(sentence(command.summary())).append('\n');
    List<Option> options = new ArrayList<>(command.options());
    options.add(Option.HELP);
    for (Option option : options) {
      page.append(".TP\n.B ");
      if (option.letter() != null) {
        page.append("\\-").append(option.letter()).append(", ");
      }
      page.append("\\-\\-").append(escaped(option.name()));
      if (option.value() != null) {
        page.append(" \\fI").append(escaped(option.value())).append("\\fR");
      }
      page.append('\n').append(sentence(help(option))).append('\n');
    }
    if (!command.examples().isEmpty()) {
      page.append(".PP\nExamples:\n.PP\n.EX\n");
      command.examples().forEach(e -> page.append(escaped(program + " " + e)).append('\n'));
      page.append(".EE\n");
    }
  }

  /** A list of words that may be written keeps its spelling. */
  private static String help(Option option) {
    List<String> words = option.words().get();
    boolean isList = !words.isEmpty() && option.help().startsWith(words.get(0) + ",");
    return isList ? "one of " + option.help() : option.help();
  }

  private static String sentence(String text) {
    return escaped(Character.toUpperCase(text.charAt(0)) + text.substring(1)) + ".";
  }

  /** Backslashes and hyphens mean something to roff, and so do dots and quotes before a line. */
  private static String escaped(String text) {
    String plain = text.replace("\\", "\\e").replace("-", "\\-").replace("~", "\\(ti");
    return plain.startsWith(".") || plain.startsWith("'") ? "\\&" + plain : plain;
  }
}
