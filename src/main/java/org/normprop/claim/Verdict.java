package org.normprop.claim;

import java.util.Optional;

/** What is to be thought of a published number. */
public sealed interface Verdict {

  /** The verdict's class. */
  enum Kind {
    /** Every printed digit is right. */
    EXACT,
    /** Right but for the rounding of double arithmetic, in the last of 16 digits or more. */
    ROUNDING,
    /** As near as its sampling allows. */
    WITHIN,
    /** Wrong. */
    OFF,
    /** Another quantity than it is said to be, or a recommendation. */
    CONVENTION,
    /** Our own error is too large to tell. */
    UNDECIDED
  }

  /**
   * The verdict's class.
   *
   * @return the class
   */
  Kind kind();

  /** The true value, rounded to the printed digits, is what was printed. */
  record Exact() implements Verdict {
    @Override
    public Kind kind() {
      return Kind.EXACT;
    }
  }

  /**
   * The number is the true value as double arithmetic rounds it: some of its last printed digits
   * are not right, and no double could hold better ones.
   *
   * @param deviation by how much
   */
  record Rounding(Deviation deviation) implements Verdict {
    @Override
    public Kind kind() {
      return Kind.ROUNDING;
    }
  }

  /**
   * The source's own sample explains the deviation.
   *
   * @param standardErrors how many of its standard errors the number is from the true value
   * @param noiseDigits how many of its last printed digits are below a standard error
   */
  record WithinSampling(double standardErrors, int noiseDigits) implements Verdict {
    @Override
    public Kind kind() {
      return Kind.WITHIN;
    }
  }

  /**
   * The number is not what it is said to be.
   *
   * @param deviation by how much
   * @param instead what it equals, if that is recognised
   */
  record Off(Deviation deviation, Optional<String> instead) implements Verdict {
    @Override
    public Kind kind() {
      return Kind.OFF;
    }
  }

  /**
   * The number was not meant to be the moment.
   *
   * @param deviation how far it is from the moment
   * @param instead what it is
   */
  record Convention(Deviation deviation, String instead) implements Verdict {
    @Override
    public Kind kind() {
      return Kind.CONVENTION;
    }
  }

  /**
   * Our own value is not good enough to tell.
   *
   * @param rightDigits how many printed digits agree as far as we can see
   * @param samples how many draws of ours would settle it; infinite if none would, NaN if we have
   *     no value at all
   */
  record Undecided(int rightDigits, double samples) implements Verdict {
    @Override
    public Kind kind() {
      return Kind.UNDECIDED;
    }
  }

  /**
   * The unit has no such number, or none that we know of.
   *
   * @param why which moment does not exist, and why
   * @param kind off if the number rests on that moment, undecided if it may exist without it
   */
  record Missing(String why, Kind kind) implements Verdict {}

  /**
   * How far a printed number is from the true value.
   *
   * @param difference printed minus true
   * @param unitsInLastPlace the same in units of the last printed digit; NaN for a formula
   * @param relative the same as a part of the true value; infinite if that is 0
   * @param rightDigits how many leading printed digits are right
   * @param standardErrors the same in the source's standard errors; NaN without a sample size
   * @param explainingSamples the sample size whose standard error is the deviation; NaN if sampling
   *     does not make it vary
   */
  record Deviation(
      double difference,
      double unitsInLastPlace,
      double relative,
      int rightDigits,
      double standardErrors,
      double explainingSamples) {}
}
