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

  /**
   * By input and, as texts of units tell them apart, by text: a record as key costs a start 40 ms.
   */
  private final Map<Input, Map<String, Optional<Exact>>> known = new HashMap<>();

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
    Map<String, Optional<Exact>> units = known.get(input);
    if (units == null) {
      units = new HashMap<>();
      known.put(input, units);
    }
    Optional<Exact> found = units.get(unit.text());
    if (found == null) {
      found = ExactMoments.of(unit, input);
      units.put(unit.text(), found);
    }
    return found;
  }
}
