package org.normprop.cli.line;

import java.util.ArrayList;
import java.util.List;

/** A script for bash that completes commands, options, and values of which there are a few. */
public final class BashCompletion {

  private static final String HEAD =
      """
      # Completion of PROGRAM for bash, made by: PROGRAM completion bash
      _PROGRAM() {
        local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}
        local command=${COMP_WORDS[1]} options= words= paths=
        COMPREPLY=()
        # Bash cuts words at the = of --format=csv.
        if [[ $word == "=" ]]; then word=; elif [[ $before == "=" ]]; then
          before=${COMP_WORDS[COMP_CWORD-2]}
        fi
      """;

  private static final String TAIL =
      """
        if [[ $words ]]; then
          COMPREPLY=($(compgen -W "$words" -- "$word"))
        elif [[ $paths ]]; then
          compopt -o filenames 2>/dev/null
          mapfile -t COMPREPLY < <(compgen -f -- "$word")
        fi
        # More is to be typed behind a beginning such as max: or norm=.
        if [[ ${#COMPREPLY[@]} == 1 && ${COMPREPLY[0]} == *[:=] ]]; then
          compopt -o nospace 2>/dev/null
        fi
      }
      complete -F _PROGRAM PROGRAM
      """;

  private BashCompletion() {}

  public static String of(ProgramWords program, List<Command> commands) {
    StringBuilder script = new StringBuilder(HEAD);
    List<String> names = new ArrayList<>(commands.stream().map(Command::name).toList());
    names.addAll(List.of("--help", "--version"));
    script.append("  if ((COMP_CWORD == 1)); then\n");
    script.append("    words=\"").append(String.join(" ", names)).append("\"\n");
    script.append("  else\n    case $command in\n");
    commands.forEach(command -> append(script, command));
    return script
        .append("    esac\n  fi\n")
        .append(TAIL)
        .toString()
        .replace("PROGRAM", program.name());
  }

  private static void append(StringBuilder script, Command command) {
    List<Option> options = new ArrayList<>(command.options());
    options.add(Option.HELP);
    String longNames =
        String.join(" ", options.stream().map(option -> "--" + option.name()).toList());
    script.append("      ").append(command.name()).append(")\n        case $before in\n");
    for (Option option : options) {
      if (option.value() == null) {
        continue;
      }
      String names =
          (option.letter() == null ? "" : "-" + option.letter() + "|") + "--" + option.name();
      List<String> words = option.words().get();
      String offer =
          words.isEmpty()
              ? option.takesPath() ? "paths=1" : ":"
              : "words=\"" + String.join(" ", words) + "\"";
      script.append("          ").append(names).append(") ").append(offer).append(" ;;\n");
    }
    List<String> operands = command.operandWords();
    String rest = operands.isEmpty() ? "paths=1" : "words=\"" + String.join(" ", operands) + "\"";
    script
        .append("          *) if [[ $word == -* ]]; then words=\"")
        .append(longNames)
        .append("\"; else ")
        .append(command.operands().isEmpty() ? "words=\"" + longNames + "\"" : rest)
        .append("; fi ;;\n        esac ;;\n");
  }
}
