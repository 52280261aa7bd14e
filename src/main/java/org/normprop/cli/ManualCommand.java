package org.normprop.cli;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.normprop.cli.about.About;
import org.normprop.cli.line.Arguments;
import org.normprop.cli.line.Command;
import org.normprop.cli.line.Console;
import org.normprop.cli.line.ExitCode;
import org.normprop.cli.line.ManualPage;
import org.normprop.cli.line.Option;
import org.normprop.cli.line.UsageException;
import org.normprop.report.reference.ActivationsPage;
import org.normprop.report.reference.Definitions;

/** {@code manual}: prints the manual page, and pages of reference. */
final class ManualCommand implements Command {

  private static final Map<String, Supplier<String>> PAGES =
      new TreeMap<>(
          Map.of("activations", ActivationsPage::markdown, "definitions", Definitions::markdown));

  @Override
  public String name() {
    return "manual";
  }

  @Override
  public String summary() {
    return "print the manual page, for man, or a page of reference";
  }

  @Override
  public String operands() {
    return "[activations|definitions]";
  }

  @Override
  public List<String> operandWords() {
    return List.copyOf(PAGES.keySet());
  }

  @Override
  public String remark() {
    return "activations: every activation with formula, parameters, defaults and its names in"
        + " PyTorch, Keras, JAX and ONNX. definitions: what gain, backward, promised and other"
        + " words mean. Both are Markdown.";
  }

  @Override
  public List<Option> options() {
    return List.of();
  }

  @Override
  public List<String> examples() {
    return List.of(
        "manual definitions", "manual activations > activations.md",
        "manual > normprop.1 && man ./normprop.1", "manual > ~/.local/share/man/man1/normprop.1");
  }

  @Override
  public int run(Arguments arguments, Console console) {
    List<String> pages = arguments.operands();
    if (pages.size() > 1 || !PAGES.keySet().containsAll(pages)) {
      throw new UsageException(
          "manual prints the manual page, or one of "
              + String.join(", ", PAGES.keySet())
              + "; got '"
              + String.join(" ", pages)
              + "'");
    }
    console
        .out()
        .print(
            pages.isEmpty()
                ? ManualPage.of(About.PROGRAM, Commands.all())
                : PAGES.get(pages.get(0)).get());
    return ExitCode.DONE;
  }
}
