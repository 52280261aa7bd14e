package org.normprop.cli;

import java.util.List;
import org.normprop.cli.about.About;
import org.normprop.cli.line.Arguments;
import org.normprop.cli.line.BashCompletion;
import org.normprop.cli.line.Command;
import org.normprop.cli.line.Console;
import org.normprop.cli.line.ExitCode;
import org.normprop.cli.line.Option;
import org.normprop.cli.line.UsageException;
import org.normprop.cli.line.ZshCompletion;

/** {@code completion}: prints a script that completes command lines in a shell. */
final class CompletionCommand implements Command {

  @Override
  public String name() {
    return "completion";
  }

  @Override
  public String summary() {
    return "print a script that completes command lines in bash or zsh";
  }

  @Override
  public String operands() {
    return "bash | zsh";
  }

  @Override
  public List<Option> options() {
    return List.of();
  }

  @Override
  public List<String> operandWords() {
    return List.of("bash", "zsh");
  }

  @Override
  public List<String> examples() {
    return List.of(
        "completion bash > ~/.local/share/bash-completion/completions/normprop",
        "completion zsh > ~/.zfunc/_normprop");
  }

  @Override
  public int run(Arguments arguments, Console console) {
    List<String> operands = arguments.operands();
    String script =
        switch (operands.size() == 1 ? operands.get(0) : "") {
          case "bash" -> BashCompletion.of(About.PROGRAM, Commands.all());
          case "zsh" -> ZshCompletion.of(About.PROGRAM, Commands.all());
          default -> throw new UsageException("completion takes the shell: bash or zsh");
        };
    console.out().print(script);
    return ExitCode.DONE;
  }
}
