package org.normprop.export;

import java.util.Locale;
import java.util.Map;

/** The frameworks that Python code is written for, and what they call what it uses. */
enum PythonDialect {
  /** Windows lie over the last axes, behind batch and channels. */
  PYTORCH(
      "torch.",
      Map.of("relu", "F.relu", "softplus", "F.softplus", "clip", "torch.clamp"),
      "x.chunk(2, -1)",
      new Draws("training", "training", "torch.rand_like(x)", "torch.randn_like(x)")),
  /** Windows lie between batch and channels, which are last. */
  JAX(
      "jnp.",
      Map.of(
          "relu", "jax.nn.relu",
          "sigmoid", "jax.nn.sigmoid",
          "softplus", "jax.nn.softplus",
          "erf", "jax.scipy.special.erf"),
      "jnp.split(x, 2, axis=-1)",
      new Draws(
          "key",
          "key is not None",
          "jax.random.uniform(key, x.shape)",
          "jax.random.normal(key, x.shape)")),
  /** Windows lie where Keras' data format says. */
  KERAS(
      "ops.",
      Map.of(),
      "ops.split(x, 2, axis=-1)",
      new Draws(
          "seed",
          "seed is not None",
          "keras.random.uniform(ops.shape(x), seed=seed)",
          "keras.random.normal(ops.shape(x), seed=seed)")),
  /** Windows lie over the last axes. */
  NUMPY(
      "np.",
      Map.of("relu", "_relu", "sigmoid", "_sigmoid", "softplus", "_softplus", "erf", "_erf"),
      "np.split(x, 2, axis=-1)",
      new Draws(
          "rng", "rng is not None", "rng.random(np.shape(x))", "rng.standard_normal(np.shape(x))"));

  /**
   * How random stages draw.
   *
   * @param parameter the parameter that says whether, or where from
   * @param condition whether there is anything to draw
   * @param uniform draws from [0, 1), one for each value of x
   * @param normal draws from N(0, 1), one for each value of x
   */
  record Draws(String parameter, String condition, String uniform, String normal) {}

  private final String module;
  private final Map<String, String> names;
  private final String halves;
  private final Draws draws;

  PythonDialect(String module, Map<String, String> names, String halves, Draws draws) {
    this.module = module;
    this.names = names;
    this.halves = halves;
    this.draws = draws;
  }

  /** What the framework calls a function that NumPy calls {@code name}. */
  String function(String name) {
    return names.getOrDefault(name, module + name);
  }

  /** The two halves of x along its last axis. */
  String halves() {
    return halves;
  }

  Draws draws() {
    return draws;
  }

  String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
