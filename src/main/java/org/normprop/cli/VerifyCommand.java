package org.normprop.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.normprop.claim.Claim;
import org.normprop.claim.Corpus;
import org.normprop.claim.Verdict;
import org.normprop.claim.Verification;
import org.normprop.claim.structure.Structure;
import org.normprop.cli.line.Arguments;
import org.normprop.cli.line.Command;
import org.normprop.cli.line.Console;
import org.normprop.cli.line.ExitCode;
import org.normprop.cli.line.Option;
import org.normprop.cli.line.Progress;
import org.normprop.cli.line.UsageException;
import org.normprop.moments.sample.Sampling;
import org.normprop.report.words.VerifyData;
import org.normprop.report.words.VerifyMarkdown;
import org.normprop.report.words.VerifyText;

/** {@code verify}: holds published numbers against our own. */
final class VerifyCommand implements Command {

  /** Ours are exact where they can be; the sample proves them, and spreads the derivative. */
  private static final long SAMPLES = 500_000;

  /** How results are printed. */
  enum Format {
    TEXT,
    CSV,
    JSON,
    MARKDOWN
  }

  @Override
  public String name() {
    return "verify";
  }

  @Override
  public String summary() {
    return "are published constants right? a verdict on each";
  }

  @Override
  public String operands() {
    return "";
  }

  @Override
  public List<Option> options() {
    return List.of(
        Option.of("filter", "TEXT", "only what has this text in source, unit, quantity or claim"),
        Option.of(
            "claims",
            "FILE",
            "judge the numbers of a CSV file (- for standard input) instead of the project's own"),
        Option.flag("strict", "exit with 1 if any published number is off"),
        Option.choice("format", "f", "FORMAT", "", Format.TEXT),
        Option.of("samples", "n", "N", "outputs sampled of each unit (default 5e5)"),
        Option.SEED,
        Option.THREADS);
  }

  @Override
  public List<String> examples() {
    return List.of(
        "verify",
        "verify --filter nfnet",
        "verify --strict",
        "verify --claims mine.csv --format csv");
  }

  @Override
  public int run(Arguments arguments, Console console) throws IOException {
    arguments.noOperands(this);
    Format format = arguments.choice("format", Format.TEXT);
    Sampling sampling =
        new Sampling(
            arguments.whole("samples", SAMPLES, 2, Long.MAX_VALUE),
            arguments.whole("seed", 1, Long.MIN_VALUE, Long.MAX_VALUE),
            arguments.threads());
    String file = arguments.text("claims", null);
    String filter = arguments.text("filter", "").toLowerCase(Locale.ROOT);
    List<Claim> claims =
        (file == null ? Corpus.published() : Corpus.read(Path.of(file)))
            .stream().filter(claim -> has(claim, filter)).toList();
    List<Structure> structure =
        file == null
            ? Arrays.stream(Structure.values()).filter(s -> has(s, filter)).toList()
            : List.of();
    if (claims.isEmpty() && structure.isEmpty()) {
      if (filter.isEmpty()) {
        throw new IOException(
            file + ": holds no claims below its header; write a line for each number");
      }
      throw new UsageException("no published number or claim has '" + filter + "' in it");
    }
    Verification verification;
    try (Progress progress = new Progress(console, "verify", sampling.samples())) {
      verification = Verification.of(claims, structure, sampling, progress);
    }
    console
        .out()
        .print(
            switch (format) {
              case TEXT -> VerifyText.of(verification, console.colours());
              case CSV -> VerifyData.csv(verification);
              case JSON -> VerifyData.json(verification);
              case MARKDOWN -> VerifyMarkdown.of(verification);
            });
    verification
        .disagreements()
        .forEach(line -> console.err().println("normprop: routes disagree: " + line));
    boolean isRefused = arguments.has("strict") && verification.count(Verdict.Kind.OFF) > 0;
    return verification.isSound() && !isRefused ? ExitCode.DONE : ExitCode.CHECK_FAILED;
  }

  private static boolean has(Claim claim, String filter) {
    return String.join(
            "\n",
            claim.group(),
            claim.source(),
            claim.where(),
            claim.subject(),
            claim.quantity().text(),
            claim.note())
        .toLowerCase(Locale.ROOT)
        .contains(filter);
  }

  private static boolean has(Structure claim, String filter) {
    return (claim.source() + "\n" + claim.statement()).toLowerCase(Locale.ROOT).contains(filter);
  }
}
