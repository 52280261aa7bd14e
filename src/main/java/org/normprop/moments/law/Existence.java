package org.normprop.moments.law;

import java.util.List;
import org.normprop.function.enclosure.Growth;
import org.normprop.function.stage.Activation;
import org.normprop.function.stage.Gate;
import org.normprop.function.stage.Pooling;
import org.normprop.function.stage.Stage;
import org.normprop.table.Input;

/**
 * Whether a unit's moments are proved not to exist: its first function has a pole of high order, or
 * grows faster than the normal falls, and what follows keeps what is infinite.
 */
public final class Existence {

  private Existence() {}

  /**
   * Throws if the mean or the standard deviation does not exist.
   *
   * @throws MissingMomentException which says why
   */
  public static void check(List<Stage> stages, Input input) {
    if (input instanceof Input.Normal && input.std() > 0 && stages.get(0) instanceof Activation f) {
      boolean positiveOnly = false;
      for (Stage stage : stages.subList(1, stages.size())) {
        if (stage instanceof Activation || stage instanceof Gate) {
          return; // may bend back what is infinite
        }
        positiveOnly |= stage instanceof Pooling pooling && pooling.kind() == Pooling.Kind.MAX;
      }
      for (int k = 1; k <= 2; k++) {
        check(f, input, k, positiveOnly);
      }
    }
  }

  private static void check(Activation f, Input input, int k, boolean positiveOnly) {
    for (int side = -1; side <= 1; side += 2) {
      Growth tail = f.growth(side * Double.POSITIVE_INFINITY, -side);
      if (tail.divergesFarOut(k, input.std(), side * input.mean()) && keeps(tail, positiveOnly)) {
        throw MissingMomentException.infinite(k, "the function outgrows the normal's tail");
      }
    }
    for (double kink : f.kinks()) {
      for (int side = -1; side <= 1; side += 2) {
        Growth pole = f.growth(kink, side);
        if (pole.divergesNearby(k) && keeps(pole, positiveOnly)) {
          throw MissingMomentException.infinite(
              k, "the function has a pole at x = " + MissingMomentException.text(kink));
        }
      }
    }
  }

  /** The largest of several values is as large as one of them, but not as small. */
  private static boolean keeps(Growth growth, boolean positiveOnly) {
    return !positiveOnly || growth.coefficient() > 0;
  }
}
