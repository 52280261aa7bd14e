package org.normprop.net.graph;

import org.normprop.function.stage.Dropout;

/** What dropout does in evaluation. Alpha dropout does nothing in evaluation. */
public enum DropoutEvaluation {
  /** Multiplies by keep times the factor of training, the mean over masks: y = sqrt(keep) x. */
  MEAN {
    @Override
    double factor(Dropout dropout) {
      return dropout.keep() * dropout.factor();
    }
  },
  /** Nothing: y = x. */
  IDENTITY {
    @Override
    double factor(Dropout dropout) {
      return 1;
    }
  };

  abstract double factor(Dropout dropout);
}
