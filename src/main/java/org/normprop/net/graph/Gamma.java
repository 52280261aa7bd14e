package org.normprop.net.graph;

import org.normprop.function.stage.UnitException;
import org.normprop.table.Quantity;
import org.normprop.table.Row;

/** Where the gains gamma of hidden normalised layers start; the last layer's start at 1. */
public sealed interface Gamma {

  /**
   * The start for layers before this activation.
   *
   * @throws UnitException if there is none
   */
  double start(Row activation);

  /**
   * The text from which {@link #parse} makes an equal value.
   *
   * @return {@code jacobian}, or a number
   */
  String text();

  /**
   * A number.
   *
   * @param value the number
   */
  record Value(double value) implements Gamma {
    /** Checks that it is one. */
    public Value {
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException("gamma must be finite, got " + value);
      }
    }

    @Override
    public double start(Row activation) {
      return value;
    }

    @Override
    public String text() {
      return value == Math.rint(value) && Math.abs(value) < 1e9
          ? String.valueOf((long) value)
          : String.valueOf(value);
    }
  }

  /**
   * 1/(Jacobian factor): 1/1.2112 for relu, so that errors keep their size on the way back. Arpit
   * et al. (2016), section 3.4.
   */
  record Jacobian() implements Gamma {
    @Override
    public double start(Row activation) {
      double factor = activation.value(Quantity.JACOBIAN_FACTOR);
      if (!(factor > 0 && Double.isFinite(factor))) {
        throw new UnitException(
            "gamma cannot be jacobian with "
                + activation.unit()
                + ", whose Jacobian factor is "
                + (factor == 0 ? "0" : "not finite")
                + ": give a number, such as 1");
      }
      return 1 / factor;
    }

    @Override
    public String text() {
      return "jacobian";
    }
  }

  /**
   * Reads a start.
   *
   * @param text {@code jacobian}, or a number
   * @return the start
   * @throws IllegalArgumentException if it is neither
   */
  static Gamma parse(String text) {
    if (text.strip().equalsIgnoreCase("jacobian")) {
      return new Jacobian();
    }
    try {
      return new Value(Double.parseDouble(text.strip()));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "gamma is a number, or jacobian for 1/(Jacobian factor), not '" + text + "'", e);
    }
  }
}
