package org.normprop.function.catalogue;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.normprop.function.enclosure.Enclosure;
import org.normprop.function.enclosure.Growth;
import org.normprop.function.enclosure.Tails;
import org.normprop.function.stage.Activation;
import org.normprop.function.stage.StageParameter;
import org.normprop.text.Numbers;

/**
 * An entry of the catalog: a family of activations, one for each choice of its parameters.
 *
 * @param name the name in unit texts
 * @param source where the function comes from
 * @param parameters its parameters
 * @param body what it computes, given the parameters' values in order; made when asked for, which
 *     spares a short run the linking of lambdas that it does not need
 * @param formula the same in the language of formulas, parameters as {@code {name}}; empty if it is
 *     not given
 */
record Definition(
    String name,
    String source,
    List<StageParameter> parameters,
    Function<double[], Body> body,
    String formula) {

  /** Values and derivatives of a block: x in, y and dy out, n of them; the arrays are distinct. */
  @FunctionalInterface
  interface Block {
    void evaluate(double[] x, double[] y, double[] dy, int n);
  }

  /**
   * What an activation computes: value, derivative, kinks, a fast form for blocks or null, what is
   * proved on intervals, and how it behaves far out.
   */
  record Body(
      DoubleUnaryOperator value,
      DoubleUnaryOperator derivative,
      double[] kinks,
      Block block,
      UnaryOperator<Enclosure> enclosure,
      Tails tails) {

    static Body of(DoubleUnaryOperator value, DoubleUnaryOperator derivative) {
      return new Body(
          value, derivative, new double[0], null, x -> Enclosure.UNKNOWN, Tails.UNKNOWN);
    }

    Body kinks(double... at) {
      return new Body(value, derivative, at, block, enclosure, tails);
    }

    Body block(Block fast) {
      return new Body(value, derivative, kinks, fast, enclosure, tails);
    }

    Body enclosed(UnaryOperator<Enclosure> proof) {
      return new Body(value, derivative, kinks, block, proof, tails);
    }

    /** What holds far out, by proof: a moment is said to be infinite on this ground. */
    Body tails(Tails proved) {
      return new Body(value, derivative, kinks, block, enclosure, proved);
    }
  }

  static Definition define(
      String name, String source, Function<double[], Body> body, StageParameter... parameters) {
    return new Definition(name, source, List.of(parameters), body, "");
  }

  /**
   * The same with its formula: whoever writes code or a reference then needs no row for it in the
   * tables of names and expressions ({@code names.txt}, {@code python.csv}).
   */
  Definition written(String text) {
    return new Definition(name, source, parameters, body, text);
  }

  /** The activation with the given values, defaults elsewhere; names are known to be right. */
  Activation with(Map<String, Double> given) {
    double[] values = new double[parameters.size()];
    StringBuilder text = new StringBuilder(name);
    for (int i = 0; i < values.length; i++) {
      StageParameter parameter = parameters.get(i);
      Double value = given.get(parameter.name());
      values[i] =
          value == null ? parameter.defaultValue() : parameter.checked(name, value.doubleValue());
      if (values[i] != parameter.defaultValue()) {
        text.append(':').append(parameter.name()).append('=').append(Numbers.text(values[i]));
      }
    }
    return new Defined(this, text.toString(), values, body.apply(values));
  }

  /** A member of the family. */
  private static final class Defined implements Activation {
    private final Definition definition;
    private final String text;
    private final double[] values;
    private final Body body;

    Defined(Definition definition, String text, double[] values, Body body) {
      this.definition = definition;
      this.text = text;
      this.values = values;
      this.body = body;
    }

    @Override
    public String name() {
      return definition.name;
    }

    @Override
    public Map<String, Double> parameters() {
      Map<String, Double> byName = new LinkedHashMap<>();
      for (int i = 0; i < values.length; i++) {
        byName.put(definition.parameters.get(i).name(), values[i]);
      }
      return Collections.unmodifiableMap(byName);
    }

    @Override
    public String text() {
      return text;
    }

    @Override
    public String source() {
      return definition.source;
    }

    @Override
    public double[] kinks() {
      return body.kinks.clone();
    }

    @Override
    public double value(double x) {
      return body.value.applyAsDouble(x);
    }

    @Override
    public double derivative(double x) {
      return body.derivative.applyAsDouble(x);
    }

    @Override
    public Enclosure enclose(Enclosure x) {
      return body.enclosure.apply(x);
    }

    @Override
    public Growth growth(double point, int side) {
      return body.tails.on(Double.isInfinite(point) ? (int) Math.signum(point) : 0);
    }

    @Override
    public void evaluate(double[] x, double[] y, double[] dy, int n) {
      if (body.block == null) {
        Activation.super.evaluate(x, y, dy, n);
      } else {
        body.block.evaluate(x, y, dy, n);
      }
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Defined that
          && text.equals(that.text)
          && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
      return text.hashCode();
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
