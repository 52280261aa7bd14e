package org.normprop.train.compare;

/** Is told how the trainings of a comparison go on; one call at a time. */
public interface ComparisonListener {

  /**
   * More epochs are done.
   *
   * @param done how many of all trainings, those of earlier calls of the command too
   * @param all how many there will be, if no training stops early
   */
  void epochs(long done, long all);

  /**
   * A training has ended, and all before it.
   *
   * @param ended how it ended
   * @param number how many have ended
   * @param all how many there are
   */
  void ended(EndedRun ended, int number, int all);
}
