package org.normprop.function.stage;

/**
 * A gated linear unit: (a, b) -> a f(b), a and b independent.
 *
 * <p>Dauphin et al., Language Modeling with Gated Convolutional Networks (2017); Shazeer, GLU
 * Variants Improve Transformer (2020).
 *
 * @param name the text: glu, geglu, swiglu or reglu
 * @param activation f
 */
public record Gate(String name, Activation activation) implements Stage {

  @Override
  public String text() {
    return name;
  }

  @Override
  public int arity() {
    return 2;
  }
}
