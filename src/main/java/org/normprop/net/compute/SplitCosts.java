package org.normprop.net.compute;

/**
 * What one kind of job has cost, shared between threads and alone, and which of the two is cheaper
 * on this machine now. What a job gives does not depend on it.
 *
 * <p>Handing work over costs microseconds where a processor is free and waiting, and far more where
 * it is busy, asleep, or not there at all (a container that shows processors it may not use): no
 * constant knows. So a job is run as it was last found cheaper, and now and then a few times in the
 * other way; the times between such trials double while the answer stays the same. A trial that
 * goes badly is broken off, and the longer it took the later is the next: all of them together may
 * cost about a hundredth of the time. (Where the other processor is busy, one run that waits for a
 * helper can take as long as hundreds alone.)
 *
 * <p>Mutable; for the one thread that runs jobs.
 */
final class SplitCosts {

  /** Runs of a trial; their median counts, as the first wakes sleepers. */
  private static final int TRIAL = 5;

  private static final int FIRST_INTERVAL = 24;
  private static final int LONGEST_INTERVAL = 8192;

  /** Of the running mean: about the last ten runs count. */
  private static final double WEIGHT = 0.1;

  /** A run that took longer was disturbed, and counts as this many times the mean. */
  private static final double DISTURBED = 3;

  /** The other way must be cheaper by this factor: measuring is noisy, and changing costs. */
  private static final double CLEARLY = 0.95;

  /** A mean that has grown by this factor since it was last found good asks for a trial. */
  private static final double DEARER = 1.6;

  /** What trials may cost, of all time. */
  private static final double PRICE = 0.01;

  /**
   * A trial of sharing that has lost so many usual runs is broken off: less is a matter of waking
   * sleepers.
   */
  private static final double HOPELESS = 10;

  /** By this factor a trial that was broken off may put off the next more than the last one did. */
  private static final int PATIENCE = 8;

  /** So long that nothing is lost by never trying, yet a changed machine is noticed some day. */
  private static final int RAREST = 1 << 20;

  private boolean shared;
  private double mean = Double.NaN;
  private double found = Double.POSITIVE_INFINITY;
  private int interval = FIRST_INTERVAL;
  private int untilTrial = FIRST_INTERVAL;

  /**
   * The most runs until the next trial, if one is broken off: the first may have been disturbed.
   */
  private int patience = FIRST_INTERVAL / PATIENCE;

  private int tried;

  /** What the trial has cost so far, beyond what its runs usually take. */
  private double lost;

  private final double[] trial = new double[TRIAL];

  /**
   * Costs of which nothing is known.
   *
   * @param shared what to begin with
   */
  SplitCosts(boolean shared) {
    this.shared = shared;
  }

  /** Whether the next run is to be shared between threads. */
  boolean share() {
    return shared != isTrial();
  }

  private boolean isTrial() {
    return untilTrial == 0;
  }

  /**
   * Notes what the run that {@link #share} decided on took.
   *
   * @param nanos its time
   */
  void took(double nanos) {
    if (isTrial()) {
      trial[tried++] = nanos;
      lost += nanos - mean;
      if (!shared && lost > HOPELESS * mean) {
        patience = Math.min(PATIENCE * patience, RAREST);
        stay(Math.min(lost / (PRICE * Math.max(mean, 1)), patience));
      } else if (tried == TRIAL) {
        decide();
      }
      return;
    }
    mean = Double.isNaN(mean) ? nanos : mean + WEIGHT * (Math.min(nanos, DISTURBED * mean) - mean);
    untilTrial--;
    if (mean > DEARER * found) {
      untilTrial = 0;
      interval = FIRST_INTERVAL;
    }
  }

  private void decide() {
    double other = median();
    patience = FIRST_INTERVAL / PATIENCE;
    if (other < CLEARLY * mean) {
      shared = !shared;
      mean = other;
      interval = FIRST_INTERVAL;
      nextTrialIn(interval);
    } else {
      stay(TRIAL * (other - mean) / (PRICE * Math.max(mean, 1)));
    }
  }

  private void stay(double runsToPay) {
    interval = Math.min(2 * interval, LONGEST_INTERVAL);
    nextTrialIn((int) Math.max(interval, Math.min(runsToPay, RAREST)));
  }

  private void nextTrialIn(int runs) {
    found = mean;
    untilTrial = runs;
    tried = 0;
    lost = 0;
  }

  /** By counting, as nothing may be allocated between steps. */
  private double median() {
    for (double candidate : trial) {
      int below = 0;
      int equal = 0;
      for (double other : trial) {
        below += other < candidate ? 1 : 0;
        equal += other == candidate ? 1 : 0;
      }
      if (below <= TRIAL / 2 && below + equal > TRIAL / 2) {
        return candidate;
      }
    }
    return Double.NaN; // a time is a number
  }
}
