package org.normprop.cli.line;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The manual page in the man macros of roff. */
public final class ManualPage {

  private static final String HEAD =
      """
      .TH NORMPROP 1 "" "normprop %s" "User Commands"
      .SH NAME
      normprop \\- statistics of neural\\-network layers, and networks normalised by them
      .SH SYNOPSIS
      .B normprop
      .I COMMAND
      .RI [ options ]
      .SH DESCRIPTION
      .B normprop
      finds mean and standard deviation of activations, pooling windows, dropout and chains of them
      under N(0,1) input, by sampling and by an exact route, checks published numbers against them,
      and trains networks whose layers are normalised by these constants.
      .PP
      A unit is written as stages joined by commas, the first applied first:
      .BR relu ,
      .BR leaky_relu:slope=0.2 ,
      .BR relu,max:3x3 ,
      .BR avg:2x2 ,
      .BR lp:2x2:p=3 ,
      .BR dropout:keep=0.8 ,
      .BR expr:x*sigmoid(1.702*x) .
      The activations are listed by normprop estimate \\-\\-help.
      Numbers may be written as 1e7. Results go to standard output, progress and remarks to standard
      error.
      .SH COMMANDS
      """;

  private static final String TAIL =
      """
      .SH EXIT STATUS
      .TP
      .B 0
      Done.
      .TP
      .B 1
      A check failed: tables \\-\\-check, verify \\-\\-strict, or methods that disagree.
      .TP
      .B 2
      The command line is wrong.
      .TP
      .B 3
      A file or the network failed, or its contents are bad.
      .TP
      .B 4
      Training diverged.
      .TP
      .B 70
      A bug of the program.
      .TP
      .B 130
      Interrupted.
      .SH ENVIRONMENT
      .TP
      .B XDG_CACHE_HOME
      Data sets and native libraries are kept in normprop below it; ~/.cache where it is not set.
      .TP
      .B NO_COLOR
      No colours, if set.
      """;

  private ManualPage() {}

  public static String of(List<Command> commands) {
    StringBuilder page = new StringBuilder(String.format(Locale.ROOT, HEAD, Version.current()));
    commands.forEach(command -> append(page, command));
    return page.append(TAIL).toString();
  }

  private static void append(StringBuilder page, Command command) {
    page.append(".SS normprop ").append(escaped(command.name()));
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
      page.append('\n').append(sentence(option.help())).append('\n');
    }
    if (!command.examples().isEmpty()) {
      page.append(".PP\nExamples:\n.PP\n.EX\n");
      command.examples().forEach(e -> page.append("normprop ").append(escaped(e)).append('\n'));
      page.append(".EE\n");
    }
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
