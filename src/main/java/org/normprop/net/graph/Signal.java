package org.normprop.net.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.normprop.function.Unit;
import org.normprop.function.stage.Stage;
import org.normprop.net.layer.Affine;

/**
 * What travels between two layers with weights: the value u of a unit on N(0,1), such as {@code
 * relu,max:4}, seen as x = (u - mean)/scale.
 *
 * @param stages the unit's stages, none for the normal itself; empty where no unit describes the
 *     signal
 * @param through the map from u to x
 */
public record Signal(Optional<List<Stage>> stages, Affine through) {

  /** N(0,1) itself: a network's input, what linear layers put out, sums of unit form. */
  public static final Signal NORMAL = new Signal(Optional.of(List.of()), Affine.IDENTITY);

  /** Nothing is known: behind dropout, and behind poolings without constants. */
  public static final Signal UNKNOWN = new Signal(Optional.empty(), Affine.IDENTITY);

  /**
   * N(0, std^2).
   *
   * @param std the standard deviation
   * @return the signal
   */
  public static Signal normal(double std) {
    return new Signal(Optional.of(List.of()), new Affine(0, 1 / std));
  }

  /** The signal's unit; none if it is the normal itself or unknown. */
  public Optional<Unit> unit() {
    return stages.filter(all -> !all.isEmpty()).map(Unit::new);
  }

  /**
   * The signal's unit, longer by a stage.
   *
   * @param stage what is done to x
   * @return the stages; empty where no unit describes the signal, or the longer one would have too
   *     many inputs
   */
  public Optional<List<Stage>> with(Stage stage) {
    return stages.map(
        before -> {
          List<Stage> longer = new ArrayList<>(before);
          longer.add(stage);
          return longer;
        });
  }

  /**
   * The one rule by which signals are composed: x becomes (stage(x) - mean)/scale. It holds for a
   * stage that commutes with increasing affine maps, as windows do, and for any on a normal.
   *
   * @param stage what is done to x
   * @param constants what the result is shifted and divided by
   * @return the signal behind it
   */
  public Signal then(Stage stage, Affine constants) {
    return new Signal(with(stage), constants.after(through));
  }
}
