package org.normprop.cli.line;

import java.util.ArrayList;
import java.util.List;

/** A script for zsh that completes commands, options, and values of which there are a few. */
public final class ZshCompletion {

  private static final String HEAD =
      """
      #compdef PROGRAM
      # Completion of PROGRAM for zsh, made by: PROGRAM completion zsh
      # Values; what ends in : or = goes on, and so does a list behind a comma.
      _PROGRAM_words() {
        local key=${PREFIX%%=*}=
        local -a offers
        if [[ $PREFIX == *=*,* && -n ${(M)@:#$key?*} ]]; then
          offers=(${${(M)@:#$key?*}#$key})
        else
          offers=("$@")
        fi
        compset -P '*,'
        compadd -S '' -- ${(M)offers:#*[:=]}
        compadd -- ${offers:#*[:=]}
      }
      _PROGRAM() {
        local -a commands
        commands=(
      """;

  private static final String MIDDLE =
      """
        )
        if ((CURRENT == 2)); then
          _describe command commands
          return
        fi
        local command=$words[2]
        shift words
        ((CURRENT--))
        case $command in
      """;

  private static final String TAIL =
      """
        esac
      }
      if [[ $funcstack[1] == _PROGRAM ]]; then
        _PROGRAM "$@"
      else
        compdef _PROGRAM PROGRAM
      fi
      """;

  private ZshCompletion() {}

  public static String of(ProgramWords program, List<Command> commands) {
    StringBuilder script = new StringBuilder(HEAD);
    for (Command command : commands) {
      String entry = command.name() + ":" + command.summary();
      script.append("    ").append(quoted(entry)).append('\n');
    }
    script.append(MIDDLE);
    commands.forEach(command -> append(script, command));
    return script.append(TAIL).toString().replace("PROGRAM", program.name());
  }

  private static void append(StringBuilder script, Command command) {
    List<Option> options = new ArrayList<>(command.options());
    options.add(Option.HELP);
    script.append("    ").append(command.name()).append(")\n      _arguments -s \\\n");
    for (Option option : options) {
      String text = "[" + escaped(option.help()) + "]" + value(option);
      script.append("        ").append(quoted("*--" + option.name() + text)).append(" \\\n");
      if (option.letter() != null) {
        script.append("        ").append(quoted("*-" + option.letter() + text)).append(" \\\n");
      }
    }
    String operands =
        command.operands().isEmpty()
            ? ""
            : "*:" + escaped(command.operands()) + ":" + action(command.operandWords(), true);
    script.append("        ").append(quoted(operands)).append("\n      ;;\n");
  }

  private static String value(Option option) {
    return option.value() == null
        ? ""
        : ":" + escaped(option.value()) + ":" + action(option.words().get(), option.takesPath());
  }

  private static String action(List<String> words, boolean paths) {
    if (words.isEmpty()) {
      return paths ? "_files" : " ";
    }
    String all = String.join(" ", words);
    return all.matches("(?s).*[:=].*")
        ? "{_PROGRAM_words " + escaped(all) + "}"
        : "(" + escaped(all) + ")";
  }

  /** Colons and brackets part the fields of a specification. */
  private static String escaped(String text) {
    return text.replaceAll("[\\[\\]:\\\\]", "\\\\$0");
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
