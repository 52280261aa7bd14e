package org.normprop.net.graph;

import java.util.HashMap;
import java.util.Map;
import org.normprop.function.Unit;
import org.normprop.function.stage.AlphaDropout;
import org.normprop.function.stage.Dropout;
import org.normprop.function.stage.Pooling;
import org.normprop.net.layer.Affine;
import org.normprop.net.layer.Borders;
import org.normprop.net.layer.CellConstants;
import org.normprop.net.layer.Layer;
import org.normprop.net.layer.Nonlinearity;
import org.normprop.net.layer.Scheme;
import org.normprop.net.layer.Shape;
import org.normprop.net.layer.Window;
import org.normprop.table.Correlation;
import org.normprop.table.Row;

/** What a recipe makes of a layer behind a signal. */
final class RecipeParts implements Entry.Parts {

  /** Where constants come from. */
  interface Source {
    Row row(Unit unit, Correlation correlation);
  }

  private final Recipe recipe;
  private final Source source;
  private final Signal signal;
  private final boolean isLast;
  private final int pooling;

  /** For a layer before which there are so many poolings. */
  RecipeParts(Recipe recipe, Source source, Signal signal, boolean isLast, int pooling) {
    this.recipe = recipe;
    this.source = source;
    this.signal = signal;
    this.isLast = isLast;
    this.pooling = pooling;
  }

  @Override
  public Scheme scheme() {
    return switch (recipe.norm()) {
      case NORMPROP ->
          new Scheme.NormProp(
              recipe.weights(), isLast ? 1 : recipe.gamma().start(activationRow(recipe, source)));
      case WEIGHTNORM -> new Scheme.WeightNorm();
      case BATCHNORM -> isLast ? new Scheme.Plain(true) : Scheme.BatchNorm.DEFAULT;
      case LAYERNORM -> isLast ? new Scheme.Plain(true) : Scheme.LayerNorm.DEFAULT;
      case NONE -> new Scheme.Plain(true);
    };
  }

  @Override
  public Borders borders() {
    return recipe.norm() == Norm.NORMPROP ? recipe.borders() : Borders.PLAIN;
  }

  @Override
  public Nonlinearity nonlinearity(boolean isLinear) {
    if (isLast || isLinear) {
      return new Nonlinearity.Linear();
    }
    boolean normalised = recipe.norm() == Norm.NORMPROP;
    if (recipe.learnsSlope()) {
      return new Nonlinearity.LearntSlope(
          recipe.slope(),
          normalised ? recipe.scale().slopeConstants() : Nonlinearity.SlopeConstants.NONE);
    }
    return new Nonlinearity.Fixed(
        recipe.activation(),
        normalised ? recipe.scale().constants(activationRow(recipe, source)) : Affine.IDENTITY);
  }

  @Override
  public CellConstants windows(Pooling.Kind kind, Window window, Shape input) {
    if (recipe.norm() != Norm.NORMPROP || recipe.pooling() == PoolingRule.NONE) {
      return CellConstants.NONE;
    }
    Map<Integer, Affine> byCells = new HashMap<>();
    for (int cells : window.cellCounts(input)) {
      byCells.put(cells, constants(kind, window, cells));
    }
    return new CellConstants(byCells);
  }

  /** What maps the value of a window of so many cells, each of mean 0 and std 1, to the like. */
  private Affine constants(Pooling.Kind kind, Window window, int cells) {
    boolean isIndependent = recipe.rho().of(pooling, window, cells).equals(Correlation.NONE);
    if (kind == Pooling.Kind.AVG && isIndependent) {
      // The mean of n independent values has std 1/sqrt(n), and sends back 1/n to each.
      double n = cells;
      return new Affine(0, recipe.scale() == ScaleRule.FORWARD ? 1 / Math.sqrt(n) : 1 / n);
    }
    Signal before = recipe.pooling() == PoolingRule.COMPOSED ? signal : Signal.NORMAL;
    Unit unit =
        new Unit(before.with(Pooling.of(kind, cells)).orElseThrow(RecipeParts::behindDropout));
    Row row = source.row(unit, recipe.rho().of(pooling, window, unit.inputs()));
    return recipe.scale().constants(row).behind(before.through());
  }

  @Override
  public Layer drop(double keep, boolean alpha) {
    if (alpha) {
      return new Layer.Drop(new AlphaDropout(keep), 1);
    }
    Dropout dropout = new Dropout(keep, recipe.dropout());
    return new Layer.Drop(dropout, recipe.dropoutEvaluation().factor(dropout));
  }

  static Row activationRow(Recipe recipe, Source source) {
    return source.row(Unit.of(recipe.activation()), Correlation.NONE);
  }

  private static IllegalArgumentException behindDropout() {
    return new IllegalArgumentException(
        "behind dropout or a pooling without constants no table has constants for it; put the"
            + " dropout behind the pooling, or choose pooling plain or none");
  }
}
