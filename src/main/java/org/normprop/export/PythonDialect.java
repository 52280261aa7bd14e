package org.normprop.export;

import java.util.Locale;
import java.util.Map;

/** The frameworks that Python code is written for, and what they call the functions it uses. */
enum PythonDialect {
  PYTORCH(
      "torch.",
      Map.of("relu", "F.relu", "softplus", "F.softplus", "clip", "torch.clamp", "erf", "torch.erf"),
      "x.chunk(2, -1)"),
  JAX(
      "jnp.",
      Map.of(
          "relu", "jax.nn.relu",
          "sigmoid", "jax.nn.sigmoid",
          "softplus", "jax.nn.softplus",
          "erf", "jax.scipy.special.erf"),
      "jnp.split(x, 2, axis=-1)"),
  KERAS("ops.", Map.of(), "ops.split(x, 2, axis=-1)");

  private final String module;
  private final Map<String, String> names;
  private final String halves;

  PythonDialect(String module, Map<String, String> names, String halves) {
    this.module = module;
    this.names = names;
    this.halves = halves;
  }

  /** What the framework calls a function that NumPy calls {@code name}. */
  String function(String name) {
    return names.getOrDefault(name, module + name);
  }

  /** The two halves of x along its last axis. */
  String halves() {
    return halves;
  }

  String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
