package org.normprop.cli.line;

import java.util.ArrayList;
import java.util.List;
import org.normprop.text.Wrap;

/** Help texts, 80 columns wide. */
public final class Help {

  private static final int WIDTH = 80;

  private Help() {}

  public static String overview(ProgramWords program, List<Command> commands) {
    StringBuilder text =
        new StringBuilder(Wrap.lines(program.name() + ": " + program.summary() + ".", 0));
    text.append("\nusage: ").append(program.call("COMMAND [options]\n\n"));
    for (Command command : commands) {
      text.append(entry("  " + command.name(), 14, command.summary()));
    }
    return text.append('\n')
        .append(program.call("COMMAND --help tells more; --version tells the version.\n"))
        .toString();
  }

  public static String of(ProgramWords program, Command command) {
    StringBuilder text = new StringBuilder("usage: " + program.call(command.name()));
    if (!command.operands().isEmpty()) {
      text.append(' ').append(command.operands());
    }
    text.append(" [options]\n\n").append(Wrap.lines(command.summary(), 0)).append("\n");
    List<Option> options = new ArrayList<>(command.options());
    options.add(Option.HELP);
    for (Option option : options) {
      String names = "  " + (option.letter() == null ? "    " : "-" + option.letter() + ", ");
      names += "--" + option.name() + (option.value() == null ? "" : " " + option.value());
      text.append(entry(names, 30, option.help()));
    }
    if (!command.remark().isEmpty()) {
      text.append('\n').append(Wrap.lines(command.remark(), 0));
    }
    if (!command.examples().isEmpty()) {
      text.append("\nexamples:\n");
      command.examples().forEach(e -> text.append(example(program.call(e))));
    }
    return text.toString();
  }

  /** Lines that do not fit go on behind a backslash, as in a shell. */
  private static String example(String line) {
    String[] lines = Wrap.lines(line, 4, WIDTH - 2).split("\n");
    return "  " + String.join(" \\\n", lines).strip() + "\n";
  }

  private static String entry(String head, int indent, String body) {
    String wrapped = Wrap.lines(body, indent);
    return head.length() + 1 < indent
        ? head + wrapped.substring(head.length())
        : head + "\n" + wrapped;
  }
}
