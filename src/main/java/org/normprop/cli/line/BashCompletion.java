package org.normprop.cli.line;

import java.util.ArrayList;
import java.util.List;

/** A script for bash that completes commands, options, and values of which there are a few. */
public final class BashCompletion {

  private static final String HEAD =
      """
      # Completion of PROGRAM for bash, made by: PROGRAM completion bash
      _PROGRAM() {
        local i=$COMP_CWORD word=${COMP_WORDS[COMP_CWORD]}
        local command=${COMP_WORDS[1]} before options= words= paths=
        COMPREPLY=()
        # Bash cuts words at : and =, which belong to units and to --format=csv.
        while ((i > 2)) && [[ ${COMP_WORDS[i]} == [:=]* || ${COMP_WORDS[i-1]} == [:=]* ]]; do
          ((i--))
          word=${COMP_WORDS[i]}$word
        done
        before=${COMP_WORDS[i-1]}
        if [[ $word == --*=* ]]; then before=${word%%=*} word=${word#*=}; fi
      """;

  private static final String TAIL =
      """
        if [[ $words ]]; then
          local last=${word##*,} offer key cut head begin
          # Behind a comma the next value of --vary norm=a,b, or the next stage of a unit.
          key=${word%%=*}=
          if [[ $word == *=*,* && $(compgen -W "$words" -- "$key$last") == "$key"?* ]]; then
            words=" $(compgen -W "$words" -- "$key") "
            words=${words//"$key"/}
          fi
          cut=${last%"${last##*[:=]}"} head=
          # What stands before the comma stays, as far as bash takes it for this word.
          if [[ ! $cut ]]; then head=${word%"$last"} head=${head##*[:=]}; fi
          # Of what goes on behind : or = only the beginning, until that is typed.
          for offer in $(compgen -W "$words" -- "$last"); do
            offer=${offer#"$cut"}
            if [[ $offer == *[:=]?* ]]; then
              begin=${offer%%[:=]*}
              offer=${offer:0:${#begin}+1}
            fi
            [[ " ${COMPREPLY[*]} " == *" $head$offer "* ]] || COMPREPLY+=("$head$offer")
          done
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
