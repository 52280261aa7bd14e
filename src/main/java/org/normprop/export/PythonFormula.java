package org.normprop.export;

import java.util.Map;
import org.normprop.function.formula.FormulaLanguage;
import org.normprop.function.stage.Activation;

/** Formulas in Python. */
final class PythonFormula implements FormulaLanguage {

  private final PythonDialect dialect;
  private final PythonTemplates functions;
  private final PythonStages stages;

  PythonFormula(PythonDialect dialect, PythonStages stages) {
    this.dialect = dialect;
    this.functions = new PythonTemplates("formula.csv", dialect);
    this.stages = stages;
  }

  @Override
  public String number(double value) {
    return PythonTemplates.number(value);
  }

  @Override
  public String call(String function, String argument) {
    String template =
        functions
            .of(function, own -> true, Map.of())
            .orElseThrow(() -> new IllegalStateException("formula.csv has no " + function));
    return PythonTemplates.at(template, argument);
  }

  @Override
  public String call(Activation activation, String argument) {
    return PythonTemplates.at(stages.activation(activation), argument);
  }

  @Override
  public String extremum(boolean largest, String a, String b, boolean isNumber) {
    if (dialect == PythonDialect.PYTORCH && isNumber) {
      return "torch.clamp(" + a + (largest ? ", min=" : ", max=") + b + ")";
    }
    return dialect.function(largest ? "maximum" : "minimum") + "(" + a + ", " + b + ")";
  }

  @Override
  public String choice(String condition, String yes, String no) {
    return dialect.function("where") + "(" + condition + ", " + yes + ", " + no + ")";
  }
}
