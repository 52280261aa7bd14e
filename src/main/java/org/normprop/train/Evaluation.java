package org.normprop.train;

import java.util.List;

/** How good predictions are. */
public sealed interface Evaluation {

  /**
   * The rows that were predicted.
   *
   * @return how many
   */
  int rows();

  /**
   * The mean loss, as in training.
   *
   * @return the loss
   */
  double loss();

  /**
   * Of classes.
   *
   * @param rows how many rows
   * @param loss the mean softmax cross-entropy, in nats
   * @param accuracy the part of rows whose likeliest class is right
   * @param confusion for each true class, how often each class was predicted
   */
  record Classes(int rows, double loss, double accuracy, List<int[]> confusion)
      implements Evaluation {}

  /**
   * Of numbers, in the target's units.
   *
   * @param rows how many rows
   * @param loss half the mean squared error, in units of the targets' standard deviation
   * @param rmse the root mean squared error
   * @param mae the mean absolute error
   * @param rSquared 1 - sum of squared errors / sum of squared deviations from the rows' mean
   */
  record Numbers(int rows, double loss, double rmse, double mae, double rSquared)
      implements Evaluation {}
}
