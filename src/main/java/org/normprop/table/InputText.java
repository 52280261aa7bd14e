package org.normprop.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.normprop.function.formula.Formula;
import org.normprop.function.stage.Activation;
import org.normprop.function.stage.UnitException;
import org.normprop.text.Digits;
import org.normprop.text.Nearest;

/** The texts of inputs. */
final class InputText {

  /** The distributions there are, with what each takes. */
  private enum Kind {
    NORMAL("MEAN,STD", 2, p -> Input.normal(p[0], p[1])),
    UNIFORM("A,B", 2, p -> independent(new Marginal.Uniform(p[0], p[1]))),
    LAPLACE("M,S", 2, p -> independent(new Marginal.Laplace(p[0], p[1]))),
    LOGISTIC("M,S", 2, p -> independent(new Marginal.Logistic(p[0], p[1]))),
    STUDENT("NU", 1, p -> independent(new Marginal.Student(p[0]))),
    EXPONENTIAL("RATE", 1, p -> independent(new Marginal.Exponential(p[0]))),
    LOGNORMAL("M,S", 2, p -> independent(new Marginal.LogNormal(p[0], p[1]))),
    BERNOULLI("P", 1, p -> independent(new Marginal.Bernoulli(p[0])));

    private final String parameters;
    private final int count;
    private final Function<double[], Input> maker;

    Kind(String parameters, int count, Function<double[], Input> maker) {
      this.parameters = parameters;
      this.count = count;
      this.maker = maker;
    }

    private String text() {
      return name().toLowerCase(Locale.ROOT);
    }

    private String usage() {
      return text() + ":" + parameters;
    }
  }

  private static final String MIXTURE = "mixture";
  private static final String MIXTURE_USAGE = "mixture:W,M,S/W,M,S";
  private static final String DATA = "data";

  private static final double SURE = 1e-9;

  private InputText() {}

  private static Input independent(Marginal marginal) {
    return new Input.Independent(marginal);
  }

  /** A number that reads back. */
  static String of(double value) {
    return Digits.significant(value, 17);
  }

  static Input parse(String text, Function<String, Empirical> data) {
    String trimmed = text.strip();
    int colon = trimmed.indexOf(':');
    String name = colon < 0 ? "" : trimmed.substring(0, colon).strip();
    String rest = trimmed.substring(colon + 1);
    if (colon < 0) {
      for (Kind kind : Kind.values()) {
        if (kind.text().equals(trimmed)) {
          throw new IllegalArgumentException(trimmed + " needs its parameters: " + kind.usage());
        }
      }
      return make(Kind.NORMAL, trimmed, text);
    }
    if (name.equals(DATA)) {
      return independent(data.apply(trimmed));
    }
    if (name.equals(MIXTURE)) {
      return independent(new NormalMixture(mixture(fields(rest), text)));
    }
    for (Kind kind : Kind.values()) {
      if (kind.text().equals(name)) {
        return make(kind, rest, text);
      }
    }
    List<String> nearest = Nearest.names(name, names());
    throw new IllegalArgumentException(
        "there is no distribution '"
            + name
            + "'; "
            + (nearest.isEmpty()
                ? "they are MEAN,STD of a normal, " + String.join(", ", names())
                : "did you mean " + String.join(" or ", nearest) + "?"));
  }

  private static List<String> names() {
    List<String> names = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      names.add(kind.text());
    }
    names.addAll(List.of(MIXTURE, DATA));
    return names;
  }

  private static Input make(Kind kind, String parameters, String text) {
    List<String> fields = fields(parameters);
    if (fields.size() != kind.count) {
      String usage = kind == Kind.NORMAL ? kind.parameters : kind.usage();
      throw new IllegalArgumentException(
          "expected " + usage + ", for example " + example(kind) + "; got '" + text + "'");
    }
    return kind.maker.apply(fields.stream().mapToDouble(InputText::number).toArray());
  }

  private static String example(Kind kind) {
    return switch (kind) {
      case NORMAL -> "0,1 or 0,sqrt(3)";
      case UNIFORM -> "uniform:-1,1";
      case STUDENT -> "student:5";
      case EXPONENTIAL -> "exponential:1";
      case BERNOULLI -> "bernoulli:0.5";
      case LAPLACE, LOGISTIC, LOGNORMAL -> kind.text() + ":0,1";
    };
  }

  /** The parts between commas that stand in no parentheses. */
  private static List<String> fields(String text) {
    List<String> fields = new ArrayList<>();
    int depth = 0;
    int from = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (c == ',' && depth == 0) {
        fields.add(text.substring(from, i));
        from = i + 1;
      }
    }
    fields.add(text.substring(from));
    return fields;
  }

  /** A decimal, or a formula without x. */
  private static double number(String text) {
    String trimmed = text.strip();
    try {
      double value = Double.parseDouble(trimmed);
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException("expected a finite number, got '" + trimmed + "'");
      }
      return value;
    } catch (NumberFormatException e) {
      // a formula, perhaps
    }
    try {
      Activation f = Formula.parse(trimmed);
      double value = f.value(0);
      if (Double.isFinite(value) && f.value(1) == value) {
        return value;
      }
    } catch (UnitException e) {
      throw new IllegalArgumentException(
          "'" + trimmed + "' is neither a number nor a formula: " + e.getMessage(), e);
    }
    throw new IllegalArgumentException("'" + trimmed + "' is not one finite number");
  }

  /**
   * Between two commas stand the std of one part and the weight of the next, with a slash between
   * them. Where quotients bring more slashes, the one is right that makes the weights add up to 1.
   */
  private static List<NormalMixture.Part> mixture(List<String> fields, String text) {
    if (fields.size() < 3 || fields.size() % 2 == 0) {
      throw new IllegalArgumentException("expected " + MIXTURE_USAGE + ", got '" + text + "'");
    }
    List<List<NormalMixture.Part>> readings = new ArrayList<>();
    read(fields, 0, fields.get(0), List.of(), readings);
    List<List<NormalMixture.Part>> sure =
        readings.stream().filter(parts -> Math.abs(total(parts) - 1) < SURE).toList();
    if (sure.size() == 1) {
      return sure.get(0);
    }
    if (readings.size() == 1) {
      return readings.get(0);
    }
    throw new IllegalArgumentException(
        readings.isEmpty()
            ? "expected " + MIXTURE_USAGE + ", got '" + text + "'"
            : "put quotients in parentheses, as in mixture:(1/2),0,1/(1/2),3,1; '"
                + text
                + "' can be read in several ways");
  }

  private static double total(List<NormalMixture.Part> parts) {
    return parts.stream().mapToDouble(NormalMixture.Part::weight).sum();
  }

  /** Reads the part whose weight is given and whose mean stands at the place after {@code at}. */
  private static void read(
      List<String> fields,
      int at,
      String weight,
      List<NormalMixture.Part> before,
      List<List<NormalMixture.Part>> readings) {
    String joined = fields.get(at + 2);
    boolean isLast = at + 3 == fields.size();
    for (int i = 0; i <= joined.length(); i++) {
      boolean ends = i == joined.length();
      if (ends == isLast && (ends || joined.charAt(i) == '/')) {
        List<NormalMixture.Part> parts = new ArrayList<>(before);
        try {
          parts.add(
              new NormalMixture.Part(
                  number(weight), number(fields.get(at + 1)), number(joined.substring(0, i))));
        } catch (IllegalArgumentException e) {
          if (isLast && before.isEmpty()) {
            throw e;
          }
          continue;
        }
        if (isLast) {
          readings.add(parts);
        } else {
          read(fields, at + 2, joined.substring(i + 1), parts, readings);
        }
      }
    }
  }
}
