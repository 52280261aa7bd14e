package org.normprop.cli;

import java.util.ArrayList;
import java.util.List;

/** Help texts, 80 columns wide. */
final class Help {

  private static final int WIDTH = 80;

  private Help() {}

  static String overview(List<Command> commands) {
    StringBuilder text =
        new StringBuilder(
            "normprop: statistics of neural-network layers under Gaussian input,\n"
                + "and networks normalised by them.\n\n"
                + "usage: normprop COMMAND [options]\n\n");
    for (Command command : commands) {
      text.append(entry("  " + command.name(), 14, command.summary()));
    }
    return text.append("\nnormprop COMMAND --help tells more; --version tells the version.\n")
        .toString();
  }

  static String of(Command command) {
    StringBuilder text = new StringBuilder("usage: normprop " + command.name());
    if (!command.operands().isEmpty()) {
      text.append(' ').append(command.operands());
    }
    text.append(" [options]\n\n").append(wrap(command.summary(), 0)).append("\n");
    List<Option> options = new ArrayList<>(command.options());
    options.add(Option.HELP);
    for (Option option : options) {
      String names = "  " + (option.letter() == null ? "    " : "-" + option.letter() + ", ");
      names += "--" + option.name() + (option.value() == null ? "" : " " + option.value());
      text.append(entry(names, 30, option.help()));
    }
    if (!command.remark().isEmpty()) {
      text.append('\n').append(wrap(command.remark(), 0));
    }
    if (!command.examples().isEmpty()) {
      text.append("\nexamples:\n");
      command.examples().forEach(e -> text.append(example("normprop " + e)));
    }
    return text.toString();
  }

  /** Lines that do not fit go on behind a backslash, as in a shell. */
  private static String example(String line) {
    String[] lines = wrap(line, 4, WIDTH - 2).split("\n");
    return "  " + String.join(" \\\n", lines).strip() + "\n";
  }

  private static String entry(String head, int indent, String body) {
    String wrapped = wrap(body, indent);
    return head.length() + 1 < indent
        ? head + wrapped.substring(head.length())
        : head + "\n" + wrapped;
  }

  /** Fills lines of at most 80 columns, each behind {@code indent} blanks. */
  static String wrap(String text, int indent) {
    return wrap(text, indent, WIDTH);
  }

  private static String wrap(String text, int indent, int width) {
    StringBuilder lines = new StringBuilder(" ".repeat(indent));
    int column = indent;
    for (String word : text.split(" ")) {
      if (column > indent && column + 1 + word.length() > width) {
        lines.append('\n').append(" ".repeat(indent));
        column = indent;
      } else if (column > indent) {
        lines.append(' ');
        column++;
      }
      lines.append(word);
      column += word.length();
    }
    return lines.append('\n').toString();
  }
}
