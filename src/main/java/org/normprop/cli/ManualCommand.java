package org.normprop.cli;

import java.util.List;
import org.normprop.cli.about.About;
import org.normprop.cli.line.Arguments;
import org.normprop.cli.line.Command;
import org.normprop.cli.line.Console;
import org.normprop.cli.line.ExitCode;
import org.normprop.cli.line.ManualPage;
import org.normprop.cli.line.Option;

/** {@code manual}: prints the manual page. */
final class ManualCommand implements Command {

  @Override
  public String name() {
    return "manual";
  }

  @Override
  public String summary() {
    return "print the manual page, for man";
  }

  @Override
  public String operands() {
    return "";
  }

  @Override
  public List<Option> options() {
    return List.of();
  }

  @Override
  public List<String> examples() {
    return List.of(
        "manual > normprop.1 && man ./normprop.1", "manual > ~/.local/share/man/man1/normprop.1");
  }

  @Override
  public int run(Arguments arguments, Console console) {
    arguments.noOperands(this);
    console.out().print(ManualPage.of(About.PROGRAM, Commands.all()));
    return ExitCode.DONE;
  }
}
