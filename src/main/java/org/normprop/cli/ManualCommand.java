package org.normprop.cli;

import java.util.List;

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
    console.out().print(ManualPage.of(Commands.all()));
    return ExitCode.DONE;
  }
}
