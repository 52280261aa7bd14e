package org.normprop.net.graph;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.normprop.function.Unit;
import org.normprop.function.stage.Pooling;
import org.normprop.net.layer.Affine;
import org.normprop.net.layer.Join;
import org.normprop.net.layer.Layer;
import org.normprop.net.layer.Nonlinearity;
import org.normprop.net.layer.Shape;
import org.normprop.table.Bounded;
import org.normprop.table.Correlation;
import org.normprop.table.Exact;
import org.normprop.table.Row;

/**
 * Makes a graph of an architecture and a recipe: infers shapes, and finds the constants of each
 * layer. A fold over the notation that carries the {@link Signal} of every edge.
 *
 * <p>A pooling takes the constants of the unit that it makes with what stands before it, seen
 * through the map that the layers so far have done. Windows that padding cuts take the constants of
 * the cells they have.
 *
 * <p>Not thread-safe.
 */
public final class Plan implements Fold<Plan.Edge> {

  /**
   * The units whose constants a network needs.
   *
   * @param units on N(0,1), by how these correlate
   */
  public record Required(Map<Correlation, Set<Unit>> units) {

    /** Those on independent N(0,1). */
    public Set<Unit> standard() {
      return units.getOrDefault(Correlation.NONE, Set.of());
    }
  }

  /**
   * What the fold carries.
   *
   * @param tensor its number in the graph
   * @param signal what it is
   * @param variance its variance by the books: each layer keeps 1, sums of independent terms add
   */
  record Edge(int tensor, Signal signal, double variance) {}

  private final Architecture architecture;
  private final Recipe recipe;
  private final RecipeParts.Source source;
  private final Calibration calibration;
  private final Graph.Builder graph;
  private int poolings;

  private Plan(
      Architecture architecture,
      Shape input,
      Recipe recipe,
      RecipeParts.Source source,
      Calibration calibration) {
    this.architecture = architecture;
    this.recipe = recipe;
    this.source = source;
    this.calibration = calibration;
    this.graph = new Graph.Builder(input);
  }

  /**
   * The network as a graph.
   *
   * @param architecture the layers' sizes
   * @param input the shape of an image
   * @param recipe what the architecture leaves open
   * @param constants the tables; must hold what {@link #required} names
   * @return the graph, ready to be bound
   * @throws ArchitectureException if a layer does not fit
   * @throws IllegalArgumentException if constants are missing
   */
  public static Graph graph(
      Architecture architecture, Shape input, Recipe recipe, Constants constants) {
    return graph(architecture, input, recipe, constants, Calibration.NONE);
  }

  /**
   * The network as a graph, some of whose constants were measured.
   *
   * @param architecture the layers' sizes
   * @param input the shape of an image
   * @param recipe what the architecture leaves open
   * @param constants the tables; must hold what {@link #required} names
   * @param calibration what is done behind poolings and sums in place of constants
   * @return the graph, ready to be bound
   * @throws ArchitectureException if a layer does not fit
   * @throws IllegalArgumentException if constants are missing
   */
  public static Graph graph(
      Architecture architecture,
      Shape input,
      Recipe recipe,
      Constants constants,
      Calibration calibration) {
    return new Plan(architecture, input, recipe, constants::row, calibration).graph();
  }

  /**
   * The network as a graph whose layers have the constants of the identity: for whoever asks how
   * layers hang together.
   *
   * @param architecture the layers' sizes
   * @param input the shape of an image
   * @param recipe what the architecture leaves open
   * @return the graph
   * @throws ArchitectureException if a layer does not fit
   */
  public static Graph outline(Architecture architecture, Shape input, Recipe recipe) {
    return new Plan(architecture, input, recipe, new Asked(), Calibration.NONE).graph();
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
    Asked asked = new Asked();
    new Plan(architecture, input, recipe, asked, Calibration.NONE).graph();
    return new Required(asked.units);
  }

  /**
   * Writes down what a plan asks for, and answers with the constants of the identity. So no plan
   * may decide by a constant what it asks for next.
   */
  private static final class Asked implements RecipeParts.Source {

    private static final Exact IDENTITY =
        Exact.of(Bounded.ZERO, Bounded.ONE, Bounded.ONE, 1, "identity");

    private final Map<Correlation, Set<Unit>> units = new LinkedHashMap<>();

    @Override
    public Row row(Unit unit, Correlation correlation) {
      units.computeIfAbsent(correlation, key -> new LinkedHashSet<>()).add(unit);
      return new Row(unit, Optional.empty(), Optional.of(IDENTITY));
    }
  }

  private Graph graph() {
    architecture.fold(this, new Edge(0, Signal.NORMAL, 1));
    recipe.rho().mustBeFor(poolings);
    return graph.graph();
  }

  @Override
  public Edge leaf(Entry.Leaf leaf, Edge in, String path, boolean isLast) {
    Shape shape = graph.shape(in.tensor());
    Layer layer =
        leaf.maker().layer(shape, new RecipeParts(recipe, source, in.signal(), isLast, poolings));
    if (layer instanceof Layer.Pool pool) {
      poolings++;
      layer = calibration.of(path, pool, shape);
    }
    int tensor = graph.add(path, leaf.text(), layer, List.of(in.tensor()));
    return new Edge(tensor, behind(layer, in.signal()), 1);
  }

  /** The signal behind a layer. */
  private Signal behind(Layer layer, Signal before) {
    if (layer.activation().isPresent()) {
      return behind(layer.activation().get());
    }
    if (layer instanceof Layer.Pool pool) {
      return behind(pool, before);
    }
    return layer.changesNothing() ? before : Signal.UNKNOWN;
  }

  private Signal behind(Nonlinearity nonlinearity) {
    if (nonlinearity instanceof Nonlinearity.Linear) {
      return Signal.NORMAL;
    }
    boolean normalised = recipe.norm() == Norm.NORMPROP;
    Affine constants =
        normalised
            ? recipe.scale().constants(RecipeParts.activationRow(recipe, source))
            : Affine.IDENTITY;
    return Signal.NORMAL.then(recipe.activation(), constants);
  }

  /** Behind whole windows. */
  private Signal behind(Layer.Pool pool, Signal before) {
    Map<Integer, Affine> byCells = pool.constants().byCells();
    if (recipe.pooling() != PoolingRule.COMPOSED || byCells.isEmpty()) {
      return Signal.UNKNOWN;
    }
    int cells = byCells.keySet().stream().max(Integer::compare).orElseThrow();
    return cells > Pooling.MAX_CELLS
        ? Signal.UNKNOWN
        : before.then(Pooling.of(pool.kind(), cells), byCells.get(cells));
  }

  @Override
  public Edge enter(Entry.Residual residual, Edge in, String path) {
    if (recipe.residual() != ResidualRule.NF || isOne(in.variance())) {
      return in;
    }
    Layer scale = new Layer.Scale(1 / Math.sqrt(in.variance()), 0);
    int tensor = graph.add(path + ".scale", "x/beta", scale, List.of(in.tensor()));
    return new Edge(tensor, Signal.NORMAL, 1);
  }

  @Override
  public Edge residual(Entry.Residual residual, Edge shortcut, Edge body, String path) {
    double a = recipe.branchScale();
    double s = recipe.residual() == ResidualRule.UNIT ? 1 / Math.sqrt(1 + a * a) : 1;
    Layer sum = new Join.Sum(s, s * a);
    int tensor = graph.add(path + ".sum", "sum", sum, List.of(shortcut.tensor(), body.tensor()));
    Optional<Affine> measured = calibration.of(path + ".sum");
    if (measured.isPresent()) {
      double std = measured.get().scale();
      Layer scale = new Layer.Scale(1 / std, -measured.get().mean() / std);
      int calibrated = graph.add(path + ".calibrated", "calibrated", scale, List.of(tensor));
      return new Edge(calibrated, Signal.NORMAL, 1);
    }
    double variance = s * s * (shortcut.variance() + a * a * body.variance());
    return new Edge(tensor, normal(variance), variance);
  }

  @Override
  public Edge branches(Entry.Branches branches, List<Edge> outputs, String path) {
    List<Integer> tensors = outputs.stream().map(Edge::tensor).toList();
    int tensor = graph.add(path + ".concat", "concat", new Join.Concat(), tensors);
    double variance = 0;
    for (Edge output : outputs) {
      double share = graph.shape(output.tensor()).channels();
      variance += output.variance() * share / graph.shape(tensor).channels();
    }
    Signal first = outputs.get(0).signal();
    boolean isOne = outputs.stream().allMatch(output -> output.signal().equals(first));
    return new Edge(tensor, isOne ? first : normal(variance), variance);
  }

  private static boolean isOne(double variance) {
    return Math.abs(variance - 1) < 1e-12;
  }

  private static Signal normal(double variance) {
    return isOne(variance) ? Signal.NORMAL : Signal.normal(Math.sqrt(variance));
  }

  @Override
  public ArchitectureException wrong(Entry entry, Edge in, IllegalArgumentException fault) {
    return architecture.wrong(entry, graph.shape(in.tensor()), fault.getMessage());
  }
}
