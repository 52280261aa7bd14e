package org.normprop.export;

import java.util.Optional;
import java.util.stream.Collectors;
import org.normprop.function.stage.Pooling;

/** Pooling windows in Python. They lie side by side. */
final class PythonPooling {

  /** The most axes that PyTorch and Keras pool over. */
  private static final int MOST_AXES = 3;

  private PythonPooling() {}

  /** The expression; empty if the framework does not pool over so many axes. */
  static Optional<String> code(Pooling pooling, PythonDialect dialect) {
    boolean isBuiltIn = dialect == PythonDialect.PYTORCH || dialect == PythonDialect.KERAS;
    if (isBuiltIn && pooling.window().size() > MOST_AXES) {
      return Optional.empty();
    }
    if (pooling.kind() != Pooling.Kind.LP) {
      return Optional.of(call(pooling.kind(), pooling, "x", dialect));
    }
    // (sum |x|^p)^(1/p), the sum being the cells times their average.
    String p = PythonTemplates.number(pooling.p());
    String powers = dialect.function("abs") + "(x) ** " + p;
    String average = call(Pooling.Kind.AVG, pooling, powers, dialect);
    return Optional.of("(" + pooling.cells() + " * " + average + ") ** (1.0 / " + p + ")");
  }

  private static String call(Pooling.Kind kind, Pooling pooling, String x, PythonDialect dialect) {
    String sides = pooling.window().stream().map(String::valueOf).collect(Collectors.joining(", "));
    int axes = pooling.window().size();
    String window = "(" + sides + (axes == 1 ? ",)" : ")");
    boolean isMax = kind == Pooling.Kind.MAX;
    return switch (dialect) {
      case PYTORCH ->
          "F."
              + kind.text()
              + "_pool"
              + axes
              + "d("
              + x
              + ", "
              + (axes == 1 ? sides : window)
              + ")";
      // strides are written out: left out, Keras 3 on JAX takes them wrongly from the window
      case KERAS ->
          (isMax ? "ops.max_pool(" : "ops.average_pool(") + x + (", " + window).repeat(2) + ")";
      case JAX, NUMPY -> (isMax ? "_max_pool(" : "_avg_pool(") + x + ", " + window + ")";
    };
  }
}
