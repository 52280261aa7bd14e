package org.normprop.claim;

import java.util.Optional;
import java.util.OptionalLong;
import org.normprop.function.Unit;

/**
 * A number that somebody published.
 *
 * @param group a word for the source
 * @param source who published it, where
 * @param address where it is to be found; empty if that is not known
 * @param where the place in the source
 * @param unit what it is said to be a number of; empty for a constant of a distribution
 * @param quantity what it is said to be
 * @param printed the number
 * @param samples how many draws it was sampled with, if the source says so
 * @param kind what the source says of it, in a word; a number that is recommended is never called
 *     off, and no other kind changes a verdict
 * @param note what else the source says
 */
public record Claim(
    String group,
    String source,
    String address,
    String where,
    Optional<Unit> unit,
    ClaimedQuantity quantity,
    Printed printed,
    OptionalLong samples,
    Kind kind,
    String note) {

  /** What a source says of its number. */
  public enum Kind {
    /** Nothing. */
    UNSAID,
    /** A value worked out. */
    EXACT,
    /** A closed form. */
    FORMULA,
    /** A simulation. */
    SAMPLED,
    /** A value given to few digits. */
    ROUNDED,
    /** A value given as approximate. */
    ESTIMATE,
    /** A value that is recommended. */
    CONVENTION
  }

  /** Checks that the quantity has what it is of. */
  public Claim {
    if (quantity.isOfUnit() != unit.isPresent()) {
      throw new IllegalArgumentException(
          quantity.text() + (quantity.isOfUnit() ? " needs a unit" : " is of no unit"));
    }
  }

  /**
   * What the number is of.
   *
   * @return the unit's text, or what the constant is of
   */
  public String subject() {
    return unit.map(Unit::text).orElse("N(0,1) cut to [-2,2]");
  }
}
