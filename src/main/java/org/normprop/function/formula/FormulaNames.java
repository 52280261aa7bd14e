package org.normprop.function.formula;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.normprop.function.spelling.ForeignNames;

/** The names that formulas know, and what other languages call the same. */
final class FormulaNames {

  /** Symbols of papers. */
  private static final Map<String, String> SYMBOLS =
      Map.of(
          "\u03a6", "normcdf", "\u03c6", "normpdf", "\u03d5", "normpdf", "\u03c3", "sigmoid",
          "\u03c0", "pi", "\u221e", "inf");

  /** By key: lower case, no underscores. */
  private static final Map<String, String> OTHERS =
      Map.ofEntries(
          Map.entry("maximum", "max"),
          Map.entry("fmax", "max"),
          Map.entry("amax", "max"),
          Map.entry("minimum", "min"),
          Map.entry("fmin", "min"),
          Map.entry("amin", "min"),
          Map.entry("where", Choice.NAME),
          Map.entry("ifelse", Choice.NAME),
          Map.entry("ifthenelse", Choice.NAME),
          Map.entry("iif", Choice.NAME),
          Map.entry("cond", Choice.NAME),
          Map.entry("clampmin", "max"),
          Map.entry("clampmax", "min"),
          Map.entry("clip", "clamp"),
          Map.entry("clipbyvalue", "clamp"),
          Map.entry("absolute", "abs"),
          Map.entry("fabs", "abs"),
          Map.entry("sgn", "sign"),
          Map.entry("signum", "sign"),
          Map.entry("arcsin", "asin"),
          Map.entry("arccos", "acos"),
          Map.entry("arctan", "atan"),
          Map.entry("tg", "tan"),
          Map.entry("arcsinh", "asinh"),
          Map.entry("arsinh", "asinh"),
          Map.entry("arccosh", "acosh"),
          Map.entry("arcosh", "acosh"),
          Map.entry("arctanh", "atanh"),
          Map.entry("artanh", "atanh"),
          Map.entry("loge", "ln"),
          Map.entry("power", "pow"),
          Map.entry("floatpower", "pow"),
          Map.entry("ceiling", "ceil"),
          Map.entry("rint", "round"),
          Map.entry("around", "round"),
          Map.entry("fix", "trunc"),
          Map.entry("truncate", "trunc"),
          Map.entry("step", "heaviside"),
          Map.entry("unitstep", "heaviside"),
          Map.entry("ustep", "heaviside"),
          Map.entry("binarystep", "heaviside"),
          Map.entry("ndtr", "normcdf"),
          Map.entry("norm.cdf", "normcdf"),
          Map.entry("normalcdf", "normcdf"),
          Map.entry("pnorm", "normcdf"),
          Map.entry("norm.pdf", "normpdf"),
          Map.entry("normalpdf", "normpdf"),
          Map.entry("dnorm", "normpdf"),
          Map.entry("remainder", "mod"),
          Map.entry("floormod", "mod"),
          Map.entry("negative", "neg"),
          Map.entry("mul", "multiply"),
          Map.entry("div", "divide"),
          Map.entry("truedivide", "divide"),
          Map.entry("sub", "subtract"),
          Map.entry("pi", "pi"),
          Map.entry("inf", "inf"),
          Map.entry("infinity", "inf"),
          Map.entry("e", "e"));

  /** What formulas cannot have, by key, and what to write. */
  private static final Map<String, String> WITHOUT =
      Map.of(
          "sinc", "write sin(x)/x, or sin(pi*x)/(pi*x) as NumPy and PyTorch mean it",
          "softmax", "every output of it depends on all channels at once",
          "logsoftmax", "every output of it depends on all channels at once",
          "dropout", "a formula has no randomness; dropout is a stage of its own",
          "rand", "a formula has no randomness",
          "randn", "a formula has no randomness",
          "random", "a formula has no randomness");

  private FormulaNames() {}

  /**
   * Our name for one that may be another language's.
   *
   * @param written a name, maybe with modules before it: {@code np.maximum}
   * @return the name of a function or constant here, maybe with parameters ({@code
   *     leaky_relu:slope=0.2}); empty if nothing goes by it
   */
  static Optional<String> ours(String written) {
    String last = written.substring(written.lastIndexOf('.') + 1);
    if (SYMBOLS.containsKey(last)) {
      return Optional.of(SYMBOLS.get(last));
    }
    boolean hasModule = written.contains(".");
    if (hasModule) {
      Optional<String> whole = ForeignNames.unit(written);
      if (whole.isPresent() && !functions().contains(last)) {
        return whole;
      }
    }
    if (functions().contains(last)) {
      // With a module, its default may be another than ours: jax.nn.gelu.
      return hasModule && ForeignNames.unit(written).isPresent() && !Elementary.isElementary(last)
          ? ForeignNames.unit(written)
          : Optional.of(last);
    }
    String key = last.toLowerCase(Locale.ROOT).replace("_", "");
    for (String name : new String[] {tail(written).toLowerCase(Locale.ROOT), key}) {
      if (OTHERS.containsKey(name) && !written.equals("E")) {
        return Optional.of(OTHERS.get(name));
      }
    }
    return functions().contains(key) ? Optional.of(key) : ForeignNames.unit(last);
  }

  /** The last two segments: norm.cdf of scipy.stats.norm.cdf. */
  private static String tail(String written) {
    String[] segments = written.split("\\.");
    return segments.length < 2
        ? written
        : segments[segments.length - 2] + "." + segments[segments.length - 1];
  }

  /** Why there is no such function, and what to write; empty if there is nothing to say. */
  static Optional<String> without(String written) {
    String last = written.substring(written.lastIndexOf('.') + 1);
    return Optional.ofNullable(WITHOUT.get(last.toLowerCase(Locale.ROOT).replace("_", "")));
  }

  /** The functions. */
  static Collection<String> functions() {
    Set<String> names = new LinkedHashSet<>(Elementary.names());
    names.addAll(FormulaFunctions.names());
    return names;
  }

  /** The functions, and what stands without parentheses. */
  static Collection<String> all() {
    Set<String> names = new LinkedHashSet<>(functions());
    names.addAll(List.of("x", "pi", "e"));
    return names;
  }
}
