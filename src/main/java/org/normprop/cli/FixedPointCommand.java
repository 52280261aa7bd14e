package org.normprop.cli;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.normprop.cli.line.Arguments;
import org.normprop.cli.line.Command;
import org.normprop.cli.line.Console;
import org.normprop.cli.line.ExitCode;
import org.normprop.cli.line.Option;
import org.normprop.cli.line.UsageException;
import org.normprop.function.Unit;
import org.normprop.function.stage.Activation;
import org.normprop.io.Csv;
import org.normprop.moments.FixedPoint;
import org.normprop.moments.KeptVariances;
import org.normprop.moments.ScalePair;
import org.normprop.moments.law.MomentException;
import org.normprop.text.Digits;

/** {@code fixedpoint}: the means and variances that an activation keeps from layer to layer. */
final class FixedPointCommand implements Command {

  private static final int DIGITS = 15;

  @Override
  public String name() {
    return "fixedpoint";
  }

  @Override
  public String summary() {
    return "means and variances that layers keep, and the scale pair that makes one so";
  }

  @Override
  public String operands() {
    return "ACTIVATION";
  }

  @Override
  public List<Option> options() {
    return List.of(
        Option.of("weight-sum", "W", "sum of a unit's weights, of norm 1 (default 0)"),
        Option.choice(
            "moment",
            null,
            "MOMENT",
            "what layers keep, second: E[y^2] without centring",
            Moment.VARIANCE),
        Option.of("target", "MEAN,VARIANCE", "what the scale pair is to keep (default 0,1)"),
        Option.choice("format", "f", "FORMAT", "", Format.TEXT));
  }

  @Override
  public List<String> operandWords() {
    return Words.activations();
  }

  @Override
  public List<String> examples() {
    return List.of(
        "fixedpoint selu", "fixedpoint elu --target -0.1,2", "fixedpoint 'expr:1.5*tanh(x)'");
  }

  /** What is to be kept. */
  enum Moment {
    VARIANCE,
    SECOND
  }

  /** How results are printed. */
  enum Format {
    TEXT,
    CSV
  }

  @Override
  public int run(Arguments arguments, Console console) {
    if (arguments.operands().size() != 1) {
      throw new UsageException(
          "fixedpoint needs one activation, for example: normprop fixedpoint selu");
    }
    Unit unit = Unit.parse(arguments.operands().get(0));
    if (unit.stages().size() != 1 || !(unit.stages().get(0) instanceof Activation f)) {
      throw new UsageException(
          "fixedpoint takes a single activation, such as selu; " + unit + " is none");
    }
    double weightSum = arguments.number("weight-sum", 0);
    double[] target = arguments.pair("target");
    double mean = target == null ? 0 : target[0];
    double variance = target == null ? 1 : target[1];
    if (!(variance > 0)) {
      throw new UsageException("--target needs a positive variance, got " + number(variance));
    }
    boolean second = arguments.choice("moment", Moment.VARIANCE) == Moment.SECOND;
    if (second && weightSum != 0) {
      throw new UsageException("--moment second is for weights of sum 0; leave out --weight-sum");
    }
    KeptVariances kept =
        weightSum == 0
            ? KeptVariances.of(f, second)
            : new KeptVariances(FixedPoint.of(f, weightSum), List.of(), Optional.empty());
    Optional<ScalePair> pair = Optional.empty();
    String reason = "";
    try {
      pair = ScalePair.of(f, mean, variance);
    } catch (MomentException e) {
      reason = ": " + e.getMessage();
    }
    Format format = arguments.choice("format", Format.TEXT);
    console
        .out()
        .print(format == Format.CSV ? csv(kept, pair) : text(f, kept, pair, weightSum, second));
    if (pair.isEmpty()) {
      console
          .err()
          .println(
              "normprop: no positive pair makes "
                  + f
                  + " keep "
                  + number(mean)
                  + ", "
                  + number(variance)
                  + reason);
    }
    return ExitCode.DONE;
  }

  private static String text(
      Activation f,
      KeptVariances kept,
      Optional<ScalePair> pair,
      double weightSum,
      boolean second) {
    StringBuilder text = new StringBuilder();
    text.append("layers of ")
        .append(f)
        .append(", weights of norm 1 and sum ")
        .append(number(weightSum))
        .append("\n\n");
    String what = second ? "second moment" : "variance";
    String range =
        what
            + " from "
            + number(FixedPoint.LEAST_VARIANCE)
            + " to "
            + number(FixedPoint.MOST_VARIANCE);
    if (kept.isAll()) {
      text.append("every ").append(range).append(" is kept: a line of fixed points\n");
    } else if (kept.points().isEmpty() && kept.lines().isEmpty()) {
      text.append("no ").append(range).append(" is kept\n");
    } else {
      text.append("kept, of every ").append(range).append(":\n");
      for (KeptVariances.Line line : kept.lines()) {
        String ends =
            Digits.significant(line.from(), 4) + " to " + Digits.significant(line.to(), 4);
        line(text, "each from", ends + " (up to rounding: a line of fixed points)");
      }
    }
    for (FixedPoint point : kept.points()) {
      if (second) {
        line(text, "second", number(point.variance()));
        line(text, "stability", stability(point));
      } else {
        append(text, point);
      }
    }
    kept.limit()
        .ifPresent(reason -> text.append("not everywhere, as ").append(reason).append('\n'));
    pair.ifPresent(
        p -> {
          text.append("\nscale f(x) for x > 0, scale alpha f(x) for x <= 0 keeps\n");
          append(text, p.point());
          line(text, "scale", number(p.scale()));
          line(text, "alpha", number(p.alpha()));
        });
    return text.toString();
  }

  private static void append(StringBuilder text, FixedPoint point) {
    line(text, "mean", number(point.mean()));
    line(text, "variance", number(point.variance()));
    line(
        text,
        "stability",
        stability(point)
            + (point.weightSum() == 0
                ? ""
                : " (weights of sum " + number(point.weightSum()) + ")"));
  }

  private static String stability(FixedPoint point) {
    boolean isNeutral = Math.abs(point.spectralRadius() - 1) < 1e-9;
    return (isNeutral ? "neutral" : point.isStable() ? "stable" : "unstable")
        + ", spectral radius "
        + Digits.significant(point.spectralRadius(), 6);
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append(String.format(Locale.ROOT, "  %-12s%s%n", name, value));
  }

  private static String csv(KeptVariances kept, Optional<ScalePair> pair) {
    StringBuilder csv =
        new StringBuilder("kind,mean,variance,spectral_radius,stable,scale,alpha\n");
    if (kept.isAll()) {
      csv.append("line,0,,1,false,,\n"); // of any variance
    } else {
      for (KeptVariances.Line line : kept.lines()) {
        csv.append("line_from,0,").append(number(line.from())).append(",1,false,,\n");
        csv.append("line_to,0,").append(number(line.to())).append(",1,false,,\n");
      }
    }
    kept.points().forEach(p -> csv.append(row("fixed_point", p, "", "")));
    pair.ifPresent(
        p -> csv.append(row("scale_pair", p.point(), number(p.scale()), number(p.alpha()))));
    return csv.toString();
  }

  private static String row(String kind, FixedPoint p, String scale, String alpha) {
    return Csv.line(
        List.of(
            kind,
            number(p.mean()),
            number(p.variance()),
            number(p.spectralRadius()),
            Boolean.toString(p.isStable()),
            scale,
            alpha));
  }

  private static String number(double value) {
    return Math.abs(value) < 1e-14 ? "0" : Digits.significant(value, DIGITS);
  }
}
