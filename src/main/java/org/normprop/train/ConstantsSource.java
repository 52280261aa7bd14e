package org.normprop.train;

import java.io.IOException;
import java.util.Set;
import org.normprop.function.Unit;
import org.normprop.table.Correlations;
import org.normprop.table.Input;
import org.normprop.table.TableFile;

/** Where the constants of units come from that a network asks for. */
@FunctionalInterface
public interface ConstantsSource {

  /**
   * A table.
   *
   * @param input what goes into the units
   * @param units what the table must hold
   * @return the table
   * @throws IOException if it cannot be had
   */
  TableFile of(Input input, Set<Unit> units) throws IOException;

  /**
   * What activations do to correlations, where that is asked for.
   *
   * @return reaches nothing if nobody says otherwise
   */
  default Correlations correlations() {
    return Correlations.NONE;
  }
}
