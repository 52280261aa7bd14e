package org.normprop.moments;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.normprop.function.enclosure.Enclosure;
import org.normprop.function.stage.Activation;
import org.normprop.function.stage.Dropout;
import org.normprop.function.stage.Pooling;
import org.normprop.function.stage.Stage;
import org.normprop.table.Input;

/**
 * x times a power of two: what is so large or small that its fourth power leaves the doubles is
 * brought to the size of 1 before it is integrated.
 *
 * @param factor the power of two
 */
record Scaling(double factor) implements Activation {

  /** Sizes up to this and down to its inverse are left as they are. */
  private static final double LARGE = 1e60;

  private static final int FARTHEST = 37;

  /** The unit with its leading activations scaled, where the rest commutes with that. */
  List<Stage> within(List<Stage> stages) {
    int leading = leading(stages);
    List<Stage> scaled = new ArrayList<>(stages.subList(0, leading));
    scaled.add(this);
    scaled.addAll(stages.subList(leading, stages.size()));
    return scaled;
  }

  /** The scaling that a unit needs; 1 for most. */
  static Scaling of(List<Stage> stages, Input input) {
    int leading = leading(stages);
    boolean commutes =
        stages.subList(leading, stages.size()).stream()
            .allMatch(stage -> stage instanceof Pooling || stage instanceof Dropout);
    if (leading == 0 || !commutes) {
      return new Scaling(1);
    }
    double size = 0;
    for (int z = -FARTHEST; z <= FARTHEST; z++) {
      double y = input.mean() + input.std() * z;
      for (Stage stage : stages.subList(0, leading)) {
        y = ((Activation) stage).value(y);
      }
      // the density's fourth root, since the fourth power is integrated
      double weighted = Math.abs(y) * StrictMath.exp(-z * z / 8.0);
      size = weighted <= Double.MAX_VALUE ? Math.max(size, weighted) : size;
    }
    boolean isExtreme = size > LARGE || size < 1 / LARGE && size > 0;
    int exponent = Math.min(Math.max(-Math.getExponent(size), -1000), 1000);
    return new Scaling(isExtreme ? Math.scalb(1.0, exponent) : 1);
  }

  private static int leading(List<Stage> stages) {
    int leading = 0;
    while (leading < stages.size() && stages.get(leading) instanceof Activation) {
      leading++;
    }
    return leading;
  }

  @Override
  public double value(double x) {
    return factor * x;
  }

  @Override
  public double derivative(double x) {
    return factor;
  }

  @Override
  public double[] kinks() {
    return new double[0];
  }

  @Override
  public Enclosure enclose(Enclosure x) {
    return x.times(factor);
  }

  @Override
  public double accuracy() {
    return 0;
  }

  @Override
  public String name() {
    return "scaling";
  }

  @Override
  public Map<String, Double> parameters() {
    return Map.of("factor", factor);
  }

  @Override
  public String source() {
    return "a change of units";
  }

  @Override
  public String text() {
    return factor + "*x";
  }
}
