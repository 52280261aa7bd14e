package org.normprop.moments.law;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.normprop.moments.quadrature.Goal;
import org.normprop.moments.quadrature.Integrals;

/**
 * The law of slope X + offset with probability {@code keep}, and a constant else: dropout.
 *
 * @param law the law of X
 * @param keep the probability
 * @param slope the factor, positive
 * @param offset what is added
 * @param dropped the constant
 */
record ThinnedLaw(Law law, double keep, double slope, double offset, double dropped)
    implements Law {

  @Override
  public List<Atom> atoms() {
    List<Atom> atoms = new ArrayList<>();
    for (Atom atom : law.atoms()) {
      atoms.add(
          new Atom(
              slope * atom.value() + offset,
              keep * atom.probability(),
              slope * atom.slope(),
              slope * slope * atom.squaredSlope()));
    }
    atoms.add(new Atom(dropped, 1 - keep, 0, 0));
    return Atom.merged(atoms);
  }

  private double before(double y) {
    return (y - offset) / slope;
  }

  @Override
  public void split(double y, double[] sides) {
    law.split(before(y), sides);
    sides[0] *= keep;
    sides[1] *= keep;
  }

  @Override
  public double between(double low, double high) {
    return keep * law.between(before(low), before(high));
  }

  @Override
  public double[] breaks() {
    return DoubleStream.concat(
            Arrays.stream(law.breaks()).map(x -> slope * x + offset), DoubleStream.of(dropped))
        .toArray();
  }

  @Override
  public Interval hull() {
    return law.hull().affine(slope, offset);
  }

  @Override
  public Interval bulk() {
    return law.bulk().affine(slope, offset);
  }

  @Override
  public Integrals integrate(Observable observable, double[] cuts, Goal goal) {
    return law.integrate(
        (point, values, slack) -> {
          point.value = slope * point.value + offset;
          point.slope *= slope;
          point.weight *= keep;
          observable.at(point, values, slack);
        },
        Arrays.stream(cuts).map(this::before).toArray(),
        goal);
  }

  @Override
  public NormalLaw base() {
    return law.base();
  }

  @Override
  public double weightError() {
    return law.weightError() + 0x1p-52;
  }

  @Override
  public String route() {
    return law.route().equals("quadrature") ? "mixture" : law.route();
  }
}
