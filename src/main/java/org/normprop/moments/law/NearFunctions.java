package org.normprop.moments.law;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.normprop.function.stage.Activation;

/** A function by the distance from cuts, where that keeps more digits. For one thread. */
final class NearFunctions {

  private final Activation f;
  private final Map<Double, Optional<Activation>> near = new HashMap<>(); // by the cut

  NearFunctions(Activation f) {
    this.f = f;
  }

  /** The function near a cut; nothing for NaN, which is no cut. */
  Optional<Activation> at(double cut) {
    return Double.isNaN(cut) ? Optional.empty() : near.computeIfAbsent(cut, f::near);
  }
}
