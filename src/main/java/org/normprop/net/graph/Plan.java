package org.normprop.net.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.normprop.function.Unit;
import org.normprop.function.stage.AlphaDropout;
import org.normprop.function.stage.Dropout;
import org.normprop.function.stage.Pooling;
import org.normprop.function.stage.Stage;
import org.normprop.net.layer.Affine;
import org.normprop.net.layer.CellConstants;
import org.normprop.net.layer.Layer;
import org.normprop.net.layer.Nonlinearity;
import org.normprop.net.layer.Scheme;
import org.normprop.net.layer.Shape;
import org.normprop.net.layer.Window;
import org.normprop.table.Bounded;
import org.normprop.table.Exact;
import org.normprop.table.Row;

/**
 * Makes layers of an architecture and a recipe: infers shapes, and finds the constants of each
 * layer.
 *
 * <p>Between two layers with weights, the stages so far make a unit, such as {@code relu,max:4},
 * and the signal is that unit's value u, shifted and scaled: x = (u - mean)/scale. A max pooling
 * goes on with the same map, as it is increasing, so its constants are those of the longer unit
 * seen through it: (mean' - mean)/scale and scale'/scale. Windows that padding cuts take the
 * constants of the cells they have.
 *
 * <p>Not thread-safe.
 */
public final class Plan {

  /**
   * The units whose constants a network needs.
   *
   * @param standard on independent N(0,1)
   * @param correlated on N(0,1) of the recipe's correlation; empty if that is 0
   */
  public record Required(Set<Unit> standard, Set<Unit> correlated) {}

  /** Where constants come from. */
  private interface Source {
    Row row(Unit unit, boolean isCorrelated);
  }

  private final Architecture architecture;
  private final Recipe recipe;
  private final Source source;

  /** The stages since the last weights; empty where no table describes the signal. */
  private Optional<List<Stage>> stages = Optional.of(List.of());

  /** How the signal comes from the unit's value. */
  private Affine through = Affine.IDENTITY;

  private Plan(Architecture architecture, Recipe recipe, Source source) {
    this.architecture = architecture;
    this.recipe = recipe;
    this.source = source;
  }

  /**
   * The layers of a network.
   *
   * @param architecture the layers' sizes
   * @param input the shape of an image
   * @param recipe what the architecture leaves open
   * @param constants the tables; must hold what {@link #required} names
   * @return the layers, ready to be bound
   * @throws ArchitectureException if a layer does not fit
   * @throws IllegalArgumentException if constants are missing
   */
  public static List<Layer> layers(
      Architecture architecture, Shape input, Recipe recipe, Constants constants) {
    return new Plan(architecture, recipe, constants::row).layers(input);
  }

  /**
   * The units whose constants a network needs.
   *
   * @param architecture the layers' sizes
   * @param input the shape of an image
   * @param recipe what the architecture leaves open
   * @return the units
   * @throws ArchitectureException if a layer does not fit
   */
  public static Required required(Architecture architecture, Shape input, Recipe recipe) {
    Set<Unit> standard = new LinkedHashSet<>();
    Set<Unit> correlated = new LinkedHashSet<>();
    Exact any = Exact.of(Bounded.ZERO, Bounded.ONE, Bounded.ONE, 1, "");
    new Plan(
            architecture,
            recipe,
            (unit, isCorrelated) -> {
              (isCorrelated ? correlated : standard).add(unit);
              return new Row(unit, Optional.empty(), Optional.of(any));
            })
        .layers(input);
    return new Required(Set.copyOf(standard), Set.copyOf(correlated));
  }

  private List<Layer> layers(Shape input) {
    List<Architecture.Entry> entries = architecture.entries();
    List<Shape> shapes = architecture.shapes(input);
    int last = entries.size() - 1;
    while (!entries.get(last).hasWeights()) {
      last--;
    }
    List<Layer> layers = new ArrayList<>();
    for (int i = 0; i < entries.size(); i++) {
      Architecture.Entry entry = entries.get(i);
      try {
        layers.add(layer(entry, shapes.get(i), i == last));
      } catch (ArchitectureException e) {
        throw e;
      } catch (IllegalArgumentException e) {
        throw architecture.wrong(entry, shapes.get(i), e.getMessage());
      }
    }
    return layers;
  }

  private Layer layer(Architecture.Entry entry, Shape input, boolean isLast) {
    if (entry instanceof Architecture.Convolution conv) {
      return new Layer.Convolution(
          conv.filters(), conv.window(), scheme(isLast), nonlinearity(isLast));
    }
    if (entry instanceof Architecture.Dense dense) {
      return new Layer.Dense(dense.units(), scheme(isLast), nonlinearity(isLast));
    }
    if (entry instanceof Architecture.Pool pool) {
      Window window = pool.windowOn(input);
      return new Layer.Pool(pool.kind(), window, poolConstants(pool.kind(), window, input));
    }
    return drop((Architecture.Drop) entry);
  }

  private Scheme scheme(boolean isLast) {
    return switch (recipe.norm()) {
      case NORMPROP ->
          new Scheme.NormProp(recipe.weights(), isLast ? 1 : recipe.gamma().start(activationRow()));
      case WEIGHTNORM -> new Scheme.WeightNorm();
      case BATCHNORM -> isLast ? new Scheme.Plain(true) : Scheme.BatchNorm.DEFAULT;
      case NONE -> new Scheme.Plain(true);
    };
  }

  private Row activationRow() {
    return source.row(Unit.of(recipe.activation()), false);
  }

  private Nonlinearity nonlinearity(boolean isLast) {
    through = Affine.IDENTITY;
    if (isLast) {
      stages = Optional.of(List.of());
      return new Nonlinearity.Linear();
    }
    stages = Optional.of(List.of(recipe.activation()));
    boolean normalised = recipe.norm() == Norm.NORMPROP;
    if (normalised) {
      through = recipe.scale().constants(activationRow());
    }
    if (recipe.learnsSlope()) {
      return new Nonlinearity.LearntSlope(
          recipe.slope(),
          normalised ? recipe.scale().slopeConstants() : Nonlinearity.SlopeConstants.NONE);
    }
    return new Nonlinearity.Fixed(recipe.activation(), through);
  }

  private CellConstants poolConstants(Pooling.Kind kind, Window window, Shape input) {
    if (recipe.norm() != Norm.NORMPROP || recipe.pooling() == PoolingRule.NONE) {
      stages = Optional.empty();
      return CellConstants.NONE;
    }
    Map<Integer, Affine> byCells = new HashMap<>();
    for (int cells : window.cellCounts(input)) {
      byCells.put(cells, windowConstants(kind, cells));
    }
    extendStages(kind, byCells);
    return new CellConstants(byCells);
  }

  /** What maps the value of a window of so many cells, each of mean 0 and std 1, to the like. */
  private Affine windowConstants(Pooling.Kind kind, int cells) {
    if (kind == Pooling.Kind.AVG && recipe.rho() == 0) {
      // The mean of n independent values has std 1/sqrt(n), and sends back 1/n to each.
      double n = cells;
      return new Affine(0, recipe.scale() == ScaleRule.FORWARD ? 1 / Math.sqrt(n) : 1 / n);
    }
    boolean isComposed = recipe.pooling() == PoolingRule.COMPOSED;
    Affine seenThrough = isComposed ? through : Affine.IDENTITY;
    List<Stage> before = isComposed ? stages.orElseThrow(Plan::behindDropout) : List.of();
    List<Stage> unit = new ArrayList<>(before);
    unit.add(Pooling.of(kind, cells));
    Affine constants = recipe.scale().constants(source.row(new Unit(unit), recipe.rho() > 0));
    return new Affine(
        (constants.mean() - seenThrough.mean()) / seenThrough.scale(),
        constants.scale() / seenThrough.scale());
  }

  private static IllegalArgumentException behindDropout() {
    return new IllegalArgumentException(
        "behind dropout or a pooling without constants no table has constants for it; put the"
            + " dropout behind the pooling, or choose pooling plain or none");
  }

  /** Goes on as behind whole windows. */
  private void extendStages(Pooling.Kind kind, Map<Integer, Affine> byCells) {
    int cells = byCells.keySet().stream().max(Integer::compare).orElseThrow();
    if (recipe.pooling() != PoolingRule.COMPOSED || cells > Pooling.MAX_CELLS) {
      stages = Optional.empty();
      return;
    }
    Affine window = byCells.get(cells);
    stages =
        stages.map(
            before -> {
              List<Stage> longer = new ArrayList<>(before);
              longer.add(Pooling.of(kind, cells));
              return longer;
            });
    through =
        new Affine(
            through.mean() + through.scale() * window.mean(), through.scale() * window.scale());
  }

  private Layer drop(Architecture.Drop drop) {
    if (drop.keep() < 1) {
      stages = Optional.empty();
    }
    if (drop.alpha()) {
      return new Layer.Drop(new AlphaDropout(drop.keep()), 1);
    }
    Dropout dropout = new Dropout(drop.keep(), recipe.dropout());
    return new Layer.Drop(dropout, recipe.dropoutEvaluation().factor(dropout));
  }
}
