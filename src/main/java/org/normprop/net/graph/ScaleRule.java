package org.normprop.net.graph;

import org.normprop.net.layer.Affine;
import org.normprop.net.layer.Nonlinearity.SlopeConstants;
import org.normprop.table.Row;

/** What a unit's output is divided by, after its mean is subtracted. */
public enum ScaleRule {
  /** The standard deviation of the output: Wang's note. */
  FORWARD {
    @Override
    double scale(Row row) {
      return row.std();
    }

    @Override
    SlopeConstants slopeConstants() {
      return SlopeConstants.STD;
    }
  },
  /** The standard deviation of the signal sent back: the note's sequel. */
  BACKWARD {
    @Override
    double scale(Row row) {
      return row.backward();
    }

    @Override
    SlopeConstants slopeConstants() {
      return SlopeConstants.BACKWARD;
    }
  };

  abstract double scale(Row row);

  abstract SlopeConstants slopeConstants();

  Affine constants(Row row) {
    try {
      return new Affine(row.mean(), scale(row));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "the constants of " + row.unit() + " cannot normalise: " + e.getMessage(), e);
    }
  }
}
