package org.normprop.moments;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * The law of slope X + offset with probability {@code keep}, and a constant else: dropout.
 *
 * @param law the law of X
 * @param keep the probability
 * @param slope the factor, positive
 * @param offset what is added
 * @param dropped the constant
 */
record LawThinned(Law law, double keep, double slope, double offset, double dropped)
    implements Law {

  @Override
  public List<LawAtom> atoms() {
    List<LawAtom> atoms = new ArrayList<>();
    for (LawAtom atom : law.atoms()) {
      atoms.add(
          new LawAtom(
              slope * atom.value() + offset,
              keep * atom.probability(),
              slope * atom.slope(),
              slope * slope * atom.squaredSlope()));
    }
    atoms.add(new LawAtom(dropped, 1 - keep, 0, 0));
    return LawAtom.merged(atoms);
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
  public LawRange hull() {
    return law.hull().affine(slope, offset);
  }

  @Override
  public LawRange bulk() {
    return law.bulk().affine(slope, offset);
  }

  @Override
  public QuadratureResult integrate(LawObservable observable, double[] cuts, QuadratureGoal goal) {
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
  public LawNormal base() {
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
