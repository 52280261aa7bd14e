package org.normprop.train;

/** Is told how a training goes on. Called from the training thread. */
public interface TrainingListener {

  /**
   * A batch is done; called after every step.
   *
   * @param epoch the epoch, from 1
   * @param sum how well the epoch's rows were predicted so far
   */
  void batch(int epoch, Score.Sum sum);

  /**
   * An epoch is done and its checkpoint written.
   *
   * @param metrics what is known
   * @param seconds how long its steps took, without measuring
   */
  void epoch(EpochMetrics metrics, double seconds);
}
