package org.normprop.moments;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.normprop.function.Unit;
import org.normprop.moments.law.MomentException;
import org.normprop.table.Exact;
import org.normprop.table.Input;

/** Exact constants, each found once however often it is asked for. Mutable, for one thread. */
public final class KnownExact {

  private final Map<Request, Optional<Exact>> known = new HashMap<>();

  /** The texts of units tell them apart. */
  private record Request(String unit, Input input) {}

  /** Nothing is known yet. */
  public KnownExact() {}

  /**
   * The constants of a unit, as {@link ExactMoments#of} finds them.
   *
   * @param unit the unit
   * @param input what goes into it
   * @return its constants; empty where no deterministic route reaches them
   * @throws MomentException if the mean or the standard deviation does not exist
   */
  public Optional<Exact> of(Unit unit, Input input) {
    Request request = new Request(unit.text(), input);
    Optional<Exact> found = known.get(request);
    if (found == null) {
      found = ExactMoments.of(unit, input);
      known.put(request, found);
    }
    return found;
  }
}
