package org.normprop.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.normprop.function.Unit;
import org.normprop.function.catalogue.Activations;
import org.normprop.function.formula.Formula;
import org.normprop.function.stage.Stage;
import org.normprop.table.StandardTable;

/** Every unit has code in every framework. */
class PythonStagesTest {

  @Test
  void everyActivationHasAFormulaOrARowWithAnExpressionThatAllShare() {
    PythonTemplates rows = new PythonTemplates("python.csv", PythonDialect.NUMPY);
    for (String name : Activations.names()) {
      boolean isWritten = Activations.formula(Activations.of(name)).isPresent();
      assertTrue(isWritten || rows.of(name, own -> false, Map.of()).isPresent(), name);
    }
  }

  /** The functions that formulas have beside activations; a new one asks for a row. */
  @Test
  void everyFunctionOfFormulasHasARow() {
    PythonTemplates rows = new PythonTemplates("formula.csv", PythonDialect.NUMPY);
    List<String> without = new ArrayList<>();
    for (String name : new TreeSet<>(Formula.functions())) {
      if (rows.of(name, own -> false, Map.of()).isEmpty()) {
        without.add(name);
      }
    }
    assertEquals(List.of(), without);
  }

  @ParameterizedTest
  @EnumSource(PythonDialect.class)
  void everyUnitOfTheTablesHasCode(PythonDialect dialect) {
    PythonStages code = new PythonStages(dialect);
    for (StandardTable table : StandardTable.values()) {
      for (Unit unit : table.units()) {
        for (Stage stage : unit.stages()) {
          String text = code.code(stage).orElseThrow(() -> new AssertionError(unit));
          assertFalse(text.contains("@") || text.contains("{"), text);
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "expr:-x^2|-x**2",
        "expr:(-x)^2|(-x)**2",
        "expr:x^-2|x**-2",
        "expr:x^(-x)|x**-x",
        "expr:(2^x)^3|(2.0**x)**3",
        "expr:x-(1-x)|x - (1.0 - x)",
        "expr:x-(x-1)|0.0 * x + 1.0",
        "expr:x/(2/x)|x / (2.0 / x)",
        "expr:(0-2)^x|(-2.0)**x",
        "expr:x*pi|x * 3.141592653589793",
        "expr:3|0.0 * x + 3.0",
        "expr:max(0,x)|np.maximum(x, 0.0)",
        "expr:(x>0)*x|np.where(x > 0.0, 1.0, 0.0) * x",
        "expr:if(x>0,x,-x)|np.where(x > 0.0, x, -x)",
        "expr:leaky_relu(x-1,0.2)|(lambda x: np.where(x > 0, x, 0.2 * x))(x - 1.0)",
        "expr:2*atan(x)|2.0 * np.arctan(x)"
      })
  void aFormulaKeepsItsMeaning(String unit, String code) {
    assertEquals(
        code,
        new PythonStages(PythonDialect.NUMPY).code(Unit.parse(unit).stages().get(0)).orElseThrow());
  }
}
