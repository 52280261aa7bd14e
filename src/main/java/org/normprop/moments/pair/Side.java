package org.normprop.moments.pair;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.normprop.function.catalogue.Activations;
import org.normprop.function.stage.Activation;
import org.normprop.function.stage.Noisy;
import org.normprop.function.stage.Pooling;
import org.normprop.function.stage.RandomizedRelu;
import org.normprop.function.stage.Stage;
import org.normprop.function.stage.Thinning;
import org.normprop.moments.law.Chain;
import org.normprop.moments.law.Existence;
import org.normprop.moments.law.LawMoments;
import org.normprop.moments.law.MomentException;
import org.normprop.moments.law.NormalLaw;
import org.normprop.moments.quadrature.MissingMomentException;
import org.normprop.moments.quadrature.OutOfReachException;
import org.normprop.table.Bounded;
import org.normprop.table.Correlations.Branch;
import org.normprop.table.Input;

/**
 * A unit as one side of a pair: a chain of activations, and what may follow it without another
 * nonlinearity. Draws are each side's own, so that the other side sees their mean alone, which is
 * affine in what they are applied to; an average over n places takes n independent copies.
 *
 * @param chain the activations
 * @param factor what follows, as factor y + offset
 * @param offset the same
 * @param cells how many copies are averaged
 * @param noise whether it draws
 * @param branch the unit and what goes into it
 */
record Side(
    List<Activation> chain, double factor, double offset, int cells, boolean noise, Branch branch) {

  /** Inputs that no function of the catalog turns into something without moments. */
  private static final double TAME_MEAN = 8;

  private static final double TAME_STD = 2;

  /** The side; empty where the unit is none of this kind. */
  static Optional<Side> of(Branch branch) {
    List<Activation> chain = new ArrayList<>();
    double factor = 1;
    double offset = 0;
    int cells = 1;
    boolean isOver = false; // from now on affine stages alone
    for (Stage stage : branch.unit().stages()) {
      if (stage instanceof Activation activation) {
        if (isOver) {
          return Optional.empty();
        }
        chain.add(activation);
      } else if (stage instanceof Pooling pooling && pooling.kind() == Pooling.Kind.AVG) {
        cells *= pooling.cells();
        isOver |= cells > 1;
      } else if (stage instanceof RandomizedRelu relu && !isOver) {
        chain.add(meanSlope(relu));
        isOver = true;
      } else if (stage instanceof Noisy noisy && !(noisy instanceof RandomizedRelu)) {
        // Gaussian dropout multiplies by a draw of mean 1.
        Thinning thinning = noisy.thinning().orElse(new Thinning(1, 1, 0, 0));
        factor *= thinning.keep() * thinning.slope();
        offset = thinning.mean(offset);
        isOver = true;
      } else {
        return Optional.empty();
      }
    }
    if (chain.isEmpty()) {
      chain.add(Activations.of("identity"));
    }
    boolean isNormal = branch.input() instanceof Input.Normal;
    if (!isNormal || branch.input().rho() != 0 && branch.unit().inputs() > 1) {
      return Optional.empty();
    }
    double scale = factor;
    double shift = offset;
    int copies = cells;
    boolean noise = branch.unit().stages().stream().anyMatch(Noisy.class::isInstance);
    Side side = new Side(chain, scale, shift, copies, noise, branch);
    return side.isTame() || variance(branch).isPresent() ? Optional.of(side) : Optional.empty();
  }

  /** Whether it is one activation of the catalog on a usual input: then it has its moments. */
  private boolean isTame() {
    return branch.unit().stages().size() == 1
        && Activations.names().contains(chain.get(0).name())
        && Math.abs(branch.input().mean()) <= TAME_MEAN
        && branch.input().std() <= TAME_STD;
  }

  /** The variance of the whole unit's output, draws included. */
  Bounded variance() {
    return variance(branch).orElseThrow();
  }

  /** Sees that there are moments at all, and which. */
  private static Optional<Bounded> variance(Branch branch) {
    NormalLaw law = new NormalLaw(branch.input().mean(), branch.input().std(), 1);
    try {
      Existence.check(branch.unit().stages(), branch.input());
      LawMoments moments = Chain.moments(branch.unit().stages(), law);
      return Optional.of(moments.variance());
    } catch (OutOfReachException e) {
      return Optional.empty();
    } catch (MissingMomentException e) {
      if (!Existence.isProved(e, branch.unit().stages(), law)) {
        return Optional.empty();
      }
      throw new MomentException(
          branch.unit() + " has no " + e.moment() + ", and so no correlation: " + e.getMessage(),
          e.power());
    }
  }

  private static Activation meanSlope(RandomizedRelu relu) {
    return Activations.of("rrelu", java.util.Map.of("lower", relu.lower(), "upper", relu.upper()));
  }
}
