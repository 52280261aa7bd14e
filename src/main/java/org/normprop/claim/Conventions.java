package org.normprop.claim;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import org.normprop.function.Unit;

/** Recognises what a number is that is not the moment it is said to be. */
final class Conventions {

  /** Fewer digits agree with something by chance. */
  private static final int TELLING_DIGITS = 4;

  private static final int TELLING_SLIP_DIGITS = 3;

  /** Gains that are recommended, whatever the moment: torch.nn.init.calculate_gain's list. */
  private record Recommended(Unit unit, String gain, String what) {
    DecimalRange range() {
      return DecimalRange.exactly(Printed.parse(gain).value());
    }
  }

  private static final List<Recommended> RECOMMENDED =
      List.of(
          new Recommended(Unit.parse("tanh"), "5/3", "the gain that PyTorch recommends for tanh"),
          new Recommended(Unit.parse("selu"), "3/4", "the gain that PyTorch recommends for selu"));

  private Conventions() {}

  /** What a number is meant to be, if not the moment. */
  static Optional<String> recognise(Claim claim, TrueValues values) {
    Optional<String> recommended = recommended(claim);
    return recommended.isPresent()
        ? recommended
        : anotherUnit(claim, values).or(() -> anotherQuantity(claim, values));
  }

  private static Optional<String> recommended(Claim claim) {
    boolean isSquared = claim.quantity().isGain(true);
    if (!claim.quantity().isGain(false) && !isSquared) {
      return Optional.empty();
    }
    if (claim.printed().value().compareTo(BigDecimal.ONE) == 0) {
      return Optional.of("the gain of a layer that is left as it is");
    }
    return RECOMMENDED.stream()
        .filter(r -> claim.unit().equals(Optional.of(r.unit())))
        .filter(r -> agrees(claim, r.range().power(isSquared ? 4 : 2)))
        .map(Recommended::what)
        .findFirst();
  }

  /** He et al. (2015): weights scaled for relu, whatever rectifier follows. */
  private static Optional<String> anotherUnit(Claim claim, TrueValues values) {
    boolean isGain = claim.quantity().isGain(false) || claim.quantity().isGain(true);
    return isGain && agrees(claim, values.of(TrueValues.RELU, claim.quantity()))
        ? Optional.of("the " + claim.quantity().words() + " of relu (He et al. 2015)")
        : Optional.empty();
  }

  /** A number under another name, such as the rms gain called gain. */
  private static Optional<String> anotherQuantity(Claim claim, TrueValues values) {
    Optional<Unit> unit = claim.unit();
    if (unit.isEmpty() || claim.printed().digits() < TELLING_DIGITS) {
      return Optional.empty();
    }
    for (ClaimedQuantity other : ClaimedQuantity.moments()) {
      if (!other.equals(claim.quantity()) && agrees(claim, values.of(unit.get(), other))) {
        return Optional.of("the " + other.words() + " of " + claim.subject());
      }
    }
    return Optional.empty();
  }

  /** What was done wrongly to the right value, if that explains the number. */
  static Optional<String> slip(Claim claim, Known known) {
    return lastDigit(claim.printed(), known.range()).or(() -> power(claim, known));
  }

  private static Optional<String> lastDigit(Printed printed, DecimalRange value) {
    if (!printed.isDecimal()) {
      return Optional.empty();
    }
    BigDecimal right = value.middle();
    int scale = printed.value().scale();
    if (right.setScale(scale, RoundingMode.DOWN).compareTo(printed.value()) == 0) {
      return Optional.of("cut off where it should be rounded");
    }
    BigDecimal once = right.setScale(scale + 1, RoundingMode.HALF_UP);
    if (once.setScale(scale, RoundingMode.HALF_UP).compareTo(printed.value()) == 0) {
      return Optional.of("rounded twice");
    }
    return Optional.empty();
  }

  private static Optional<String> power(Claim claim, Known known) {
    if (claim.printed().digits() < TELLING_SLIP_DIGITS || !known.range().isPositive()) {
      return Optional.empty();
    }
    if (agrees(claim, known.range().power(4))) {
      return Optional.of("the square of the right value");
    }
    if (agrees(claim, known.range().power(1))) {
      return Optional.of("the square root of the right value");
    }
    if (agrees(claim, known.range().power(-2))) {
      return Optional.of("one over the right value");
    }
    return Optional.empty();
  }

  private static boolean agrees(Claim claim, Optional<Known> known) {
    return known.map(k -> agrees(claim, k.range())).orElse(false);
  }

  private static boolean agrees(Claim claim, DecimalRange value) {
    Printed printed = claim.printed();
    DecimalRange distance = DecimalRange.exactly(printed.value()).minus(value).magnitude();
    return distance.high().compareTo(printed.half()) <= 0;
  }
}
