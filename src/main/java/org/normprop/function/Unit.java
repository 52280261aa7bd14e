package org.normprop.function;

import java.util.List;
import java.util.stream.Collectors;
import org.normprop.function.stage.Activation;
import org.normprop.function.stage.Noisy;
import org.normprop.function.stage.Pooling;
import org.normprop.function.stage.Stage;
import org.normprop.function.stage.UnitException;

/**
 * What stands between two weight layers: stages applied one after the other, the first first.
 *
 * <p>A stage that consumes n values (a window, a gate) takes n independent copies of what stands
 * before it, so a unit with nested windows has the product of their cells as inputs.
 *
 * @param stages the stages, at least one; at most {@value #MAX_INPUTS} inputs in all
 */
public record Unit(List<Stage> stages) {

  /** The most inputs of a unit. */
  public static final int MAX_INPUTS = 65536;

  /** Checks the number of stages and inputs. */
  public Unit {
    stages = List.copyOf(stages);
    if (stages.isEmpty()) {
      throw new UnitException("a unit needs at least one stage, such as relu or max:3x3");
    }
    long inputs = 1;
    for (Stage stage : stages) {
      inputs *= stage.arity();
      if (inputs > MAX_INPUTS) {
        throw new UnitException(
            "a unit may have at most " + MAX_INPUTS + " inputs; " + join(stages) + " has more");
      }
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Unit that && stages.equals(that.stages);
  }

  @Override
  public int hashCode() {
    return stages.hashCode();
  }

  /**
   * A unit of the given stages.
   *
   * @param stages the stages, the first applied first
   * @return the unit
   */
  public static Unit of(Stage... stages) {
    return new Unit(List.of(stages));
  }

  /**
   * Reads a unit, for example {@code relu,max:3x3} or {@code dropout:keep=0.8:scale=sqrt}.
   *
   * @param text stages joined by commas; parameters follow a stage's name as {@code :name=value}
   * @return the unit
   * @throws UnitException if the text names no unit; the message says what would be right
   */
  public static Unit parse(String text) {
    return new Unit(UnitText.parse(text));
  }

  /**
   * The canonical text, from which {@link #parse} makes an equal unit.
   *
   * @return the stages' texts, joined by commas
   */
  public String text() {
    return join(stages);
  }

  /**
   * A text that units with the same statistics share: a window counts by its cells alone, so {@code
   * max:9} and {@code max:3x3} have one key.
   *
   * @return the key
   */
  public String key() {
    return stages.stream().map(Unit::flat).collect(Collectors.joining(","));
  }

  private static String flat(Stage stage) {
    return stage instanceof Pooling pooling
        ? new Pooling(pooling.kind(), List.of(pooling.cells()), pooling.p()).text()
        : stage.text();
  }

  private static String join(List<Stage> stages) {
    return stages.stream().map(Stage::text).collect(Collectors.joining(","));
  }

  /**
   * How many independent inputs the unit has.
   *
   * @return the product of the stages' arities
   */
  public int inputs() {
    return stages.stream().mapToInt(Stage::arity).reduce(1, (a, b) -> a * b);
  }

  /**
   * Whether the unit is a plain activation, or several applied one after the other.
   *
   * @return true if it has one input and nothing random
   */
  public boolean isActivation() {
    return stages.stream().allMatch(Activation.class::isInstance);
  }

  /**
   * Whether the unit is a function of one input, maybe with draws of its own, so that it has a
   * derivative.
   *
   * @return false if it has a window or a gate
   */
  public boolean hasDerivative() {
    return stages.stream().allMatch(s -> s instanceof Activation || s instanceof Noisy);
  }

  @Override
  public String toString() {
    return text();
  }
}
