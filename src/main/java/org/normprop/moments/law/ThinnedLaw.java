package org.normprop.moments.law;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.normprop.function.stage.Thinning;
import org.normprop.moments.quadrature.Goal;
import org.normprop.moments.quadrature.Integrals;
import org.normprop.moments.shape.Interval;
import org.normprop.table.Bounded;

/**
 * The law of an affine image of X with some probability, and of a constant else: dropout.
 *
 * @param law the law of X
 * @param thinning what is done to X
 */
record ThinnedLaw(Law law, Thinning thinning) implements Law {

  private double keep() {
    return thinning.keep();
  }

  private double slope() {
    return thinning.slope();
  }

  private double offset() {
    return thinning.offset();
  }

  @Override
  public List<Atom> atoms() {
    List<Atom> atoms = new ArrayList<>();
    for (Atom atom : law.atoms()) {
      atoms.add(
          new Atom(
              slope() * atom.value() + offset(),
              keep() * atom.probability(),
              slope() * atom.slope(),
              slope() * slope() * atom.squaredSlope(),
              Math.abs(slope()) * atom.error()));
    }
    atoms.add(new Atom(thinning.dropped(), 1 - keep(), 0, 0));
    return Atom.merged(atoms);
  }

  private double before(double y) {
    return (y - offset()) / slope();
  }

  @Override
  public void split(double y, double[] sides) {
    law.split(before(y), sides);
    sides[0] *= keep();
    sides[1] *= keep();
  }

  @Override
  public double between(double low, double high) {
    return keep() * law.between(before(low), before(high));
  }

  @Override
  public void preimage(double low, double high, double weight, Preimage cells) {
    law.preimage(before(low), before(high), weight * keep(), cells);
  }

  @Override
  public List<Preimage.Constant> constants() {
    List<Preimage.Constant> constants = new ArrayList<>();
    for (Preimage.Constant before : law.constants()) {
      constants.add(before.thinned(slope() * before.value() + offset(), keep()));
    }
    constants.add(new Preimage.Constant(thinning.dropped(), new Preimage(), 1 - keep()));
    return constants;
  }

  @Override
  public double[] breaks() {
    return DoubleStream.concat(
            Arrays.stream(law.breaks()).map(x -> slope() * x + offset()),
            DoubleStream.of(thinning.dropped()))
        .toArray();
  }

  @Override
  public Interval hull() {
    return law.hull().affine(slope(), offset());
  }

  @Override
  public Interval bulk() {
    return law.bulk().affine(slope(), offset());
  }

  @Override
  public Integrals integrate(Observable observable, double[] cuts, Goal goal) {
    return law.integrate(
        new Observable() {
          @Override
          public void at(PathPoint point, double[] values, double[] slack) {
            point.value = slope() * point.value + offset();
            point.valueError =
                slope() * point.valueError
                    + 2 * Bounded.UNIT_ROUNDOFF * (Math.abs(point.value) + Math.abs(offset()));
            point.anchor = Double.NaN;
            point.slope *= slope();
            point.slopeError *= slope();
            point.weight *= keep();
            observable.at(point, values, slack);
          }

          @Override
          public boolean over(PathRegion region, double[] largest) {
            region.value = region.value.times(slope()).plus(offset());
            region.anchor = Double.NaN;
            region.weight *= keep();
            return observable.over(region, largest);
          }
        },
        Arrays.stream(cuts).map(this::before).toArray(),
        goal);
  }

  @Override
  public Law.Base base() {
    return law.base();
  }

  @Override
  public double weightError() {
    return law.weightError() + 0x1p-52;
  }

  @Override
  public int side() {
    return (int) Math.signum(slope()) * law.side();
  }

  @Override
  public String route() {
    return law.route().equals("quadrature") ? "mixture" : law.route();
  }
}
