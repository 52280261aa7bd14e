package org.normprop.cli;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.normprop.cli.about.About;
import org.normprop.cli.line.Arguments;
import org.normprop.cli.line.Command;
import org.normprop.cli.line.Console;
import org.normprop.cli.line.ExitCode;
import org.normprop.cli.line.ManualPage;
import org.normprop.cli.line.Option;
import org.normprop.cli.line.UsageException;
import org.normprop.report.reference.Reference;
import org.normprop.text.Nearest;

/** {@code manual}: prints the manual page. */
final class ManualCommand implements Command {

  @Override
  public String name() {
    return "manual";
  }

  @Override
  public String summary() {
    return "print the manual page for man, or a page of reference";
  }

  @Override
  public String operands() {
    return "[TOPIC]";
  }

  @Override
  public List<String> operandWords() {
    return Reference.topics();
  }

  @Override
  public String remark() {
    return "Topics, as Markdown: "
        + Arrays.stream(Reference.values())
            .map(topic -> topic.topic() + " (" + topic.summary() + ")")
            .collect(Collectors.joining(", "))
        + ".";
  }

  @Override
  public List<Option> options() {
    return List.of();
  }

  @Override
  public List<String> examples() {
    return List.of(
        "manual > normprop.1 && man ./normprop.1",
        "manual > ~/.local/share/man/man1/normprop.1",
        "manual definitions");
  }

  @Override
  public int run(Arguments arguments, Console console) {
    List<String> topics = arguments.operands();
    if (topics.isEmpty()) {
      console.out().print(ManualPage.of(About.PROGRAM, Commands.all()));
    }
    for (String topic : topics) {
      Reference reference =
          Reference.of(topic)
              .orElseThrow(
                  () ->
                      new UsageException(
                          "there is no topic '"
                              + topic
                              + "'"
                              + Nearest.question(topic, Reference.topics())
                              + "; the topics are "
                              + String.join(", ", Reference.topics())));
      console.out().print(reference.page());
    }
    return ExitCode.DONE;
  }
}
