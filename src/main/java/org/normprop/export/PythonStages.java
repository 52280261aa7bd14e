package org.normprop.export;

import java.util.Optional;
import org.normprop.function.catalogue.Activations;
import org.normprop.function.formula.Formula;
import org.normprop.function.stage.Activation;
import org.normprop.function.stage.Dropout;
import org.normprop.function.stage.Gate;
import org.normprop.function.stage.GaussianDropout;
import org.normprop.function.stage.Noisy;
import org.normprop.function.stage.Pooling;
import org.normprop.function.stage.RandomizedRelu;
import org.normprop.function.stage.Stage;
import org.normprop.function.stage.Thinning;

/** Python expressions of x for stages, in one framework. */
final class PythonStages {

  private static final String NOTHING = "0.0";

  private final PythonDialect dialect;
  private final PythonTemplates activations;
  private final PythonFormula formulas;

  PythonStages(PythonDialect dialect) {
    this.dialect = dialect;
    this.activations = new PythonTemplates("python.csv", dialect);
    this.formulas = new PythonFormula(dialect, this);
  }

  /** The expression of a stage; empty if there is none in this framework. */
  Optional<String> code(Stage stage) {
    if (stage instanceof Pooling pooling) {
      return PythonPooling.code(pooling, dialect);
    }
    if (stage instanceof Gate gate) {
      String f = PythonTemplates.at(activation(gate.activation()), "x");
      return Optional.of("(lambda a, x: a * " + f + ")(*" + dialect.halves() + ")");
    }
    if (stage instanceof Noisy noisy) {
      String draws = dialect.draws().condition();
      return Optional.of(training(noisy) + " if " + draws + " else " + evaluation(noisy));
    }
    return Optional.of(activation((Activation) stage));
  }

  /** What a random stage does in training. */
  String training(Noisy noisy) {
    if (noisy instanceof GaussianDropout gaussian) {
      String std = PythonTemplates.number(gaussian.noiseStd());
      return "x * (1.0 + " + std + " * " + dialect.draws().normal() + ")";
    }
    String uniform = dialect.draws().uniform();
    if (noisy instanceof RandomizedRelu rrelu) {
      String lower = PythonTemplates.number(rrelu.lower());
      String width = PythonTemplates.number(rrelu.upper() - rrelu.lower());
      return where("x > 0", "x", "(" + lower + " + " + width + " * " + uniform + ") * x");
    }
    Thinning thinning = noisy.thinning().orElseThrow();
    String kept = affine(thinning.slope(), thinning.offset());
    return where(
        uniform + " < " + PythonTemplates.number(thinning.keep()),
        kept,
        thinning.dropped() == 0 ? NOTHING : PythonTemplates.number(thinning.dropped()));
  }

  /** What a random stage does in evaluation, as the frameworks have it. */
  private String evaluation(Noisy noisy) {
    if (noisy instanceof RandomizedRelu rrelu) {
      double slope = (rrelu.lower() + rrelu.upper()) / 2;
      return where("x > 0", "x", PythonTemplates.number(slope) + " * x");
    }
    return noisy instanceof Dropout dropout ? affine(dropout.keep() * dropout.factor(), 0) : "x";
  }

  private String where(String condition, String yes, String no) {
    return formulas.choice(condition, yes, no);
  }

  private static String affine(double slope, double offset) {
    String product = slope == 1 ? "x" : PythonTemplates.number(slope) + " * x";
    return offset == 0 ? product : product + " + " + PythonTemplates.number(offset);
  }

  /** The expression of an activation. */
  String activation(Activation activation) {
    if (activation instanceof Formula formula) {
      return formula(formula);
    }
    return activations
        .of(activation.name(), own -> takesAll(own, activation), activation.parameters())
        .or(() -> Activations.formula(activation).map(this::formula))
        .orElseThrow(
            () -> new IllegalStateException(activation.name() + " has no formula or template"));
  }

  private String formula(String text) {
    return formula((Formula) Formula.parse(text));
  }

  private String formula(Formula formula) {
    String code = formula.in(formulas);
    return code.matches(".*\\bx\\b.*") ? code : "0.0 * x + " + code;
  }

  private static boolean takesAll(String template, Activation activation) {
    return Activations.parameters(activation.name()).stream()
        .filter(p -> activation.parameters().get(p.name()) != p.defaultValue())
        .allMatch(p -> template.contains("{" + p.name() + "}"));
  }
}
