package org.normprop.net.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.normprop.function.Unit;
import org.normprop.net.layer.Affine;
import org.normprop.net.layer.Layer;
import org.normprop.net.layer.Nonlinearity;
import org.normprop.net.layer.Scheme;
import org.normprop.net.layer.Shape;
import org.normprop.net.layer.WeightLayer;
import org.normprop.net.run.Recipes;
import org.normprop.table.Bounded;
import org.normprop.table.ConstantsTable;
import org.normprop.table.Correlation;
import org.normprop.table.Exact;
import org.normprop.table.Input;
import org.normprop.table.Row;

/** Which constants go where. */
class PlanTest {

  private static final Shape IMAGE = new Shape(1, 8, 8);

  private static Row row(String unit, double mean, double std, double backward) {
    Unit parsed = Unit.parse(unit);
    Exact exact =
        Exact.of(
            Bounded.exactly(mean),
            Bounded.exactly(std),
            Bounded.exactly(backward),
            parsed.inputs(),
            "made up");
    return new Row(parsed, Optional.empty(), Optional.of(exact));
  }

  private static ConstantsTable table(double rho, Row... rows) {
    return new ConstantsTable(Input.normal(0, 1, rho), List.of(rows));
  }

  private static Set<String> texts(Set<Unit> units) {
    return units.stream().map(Unit::text).collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<Layer> layers(
      Architecture architecture, Shape input, Recipe recipe, Constants constants) {
    return Plan.graph(architecture, input, recipe, constants).layers();
  }

  private static Plan.Required required(String architecture, String... options) {
    return Plan.required(Architecture.parse(architecture), IMAGE, Recipes.of(options));
  }

  private static Layer.Pool pool(List<Layer> layers) {
    return layers.stream()
        .filter(Layer.Pool.class::isInstance)
        .map(Layer.Pool.class::cast)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aNetworkSaysWhatItNeedsBeforeItIsMade() {
    String net = "C(2,3,1,1)-P(3,2,1,max)-F(4)-F(2)";
    assertEquals(
        Set.of("relu", "relu,max:4", "relu,max:6", "relu,max:9"), texts(required(net).standard()));
    assertEquals(
        Set.of("tanh"), texts(required(net, "activation", "tanh", "pooling", "none").standard()));
    assertEquals(
        Set.of("relu", "max:4", "max:6", "max:9"),
        texts(required(net, "pooling", "plain").standard()));
    Plan.Required correlated = required(net, "rho", "0.7");
    assertEquals(Set.of("relu"), texts(correlated.standard()));
    assertEquals(
        Set.of("relu,max:4", "relu,max:6", "relu,max:9"),
        texts(correlated.units().get(new Correlation.Equal(0.7))));
    assertEquals(Set.of(), texts(required(net, "norm", "none").standard()));
  }

  @Test
  void aPoolingBehindAnActivationTakesTheConstantsOfBothSeenThroughTheFirst() {
    Constants constants =
        Constants.of(table(0, row("relu", 0.4, 0.5, 0.7), row("relu,max:4", 1.0, 0.8, 0.3)));
    Architecture net = Architecture.parse("C(2,3,1,1)-P(2,2,0,max)-F(2)");
    // (max - 1.0)/0.8 of the rectified value r = 0.4 + 0.5 x is (max x - 1.2)/1.6.
    assertAffine(1.2, 1.6, pool(layers(net, IMAGE, Recipes.of(), constants)).constants().of(4));
    // The sequel's rule divides by what is sent back: 0.3 and 0.7.
    assertAffine(
        0.6 / 0.7,
        0.3 / 0.7,
        pool(layers(net, IMAGE, Recipes.of("scale", "backward"), constants)).constants().of(4));
  }

  @Test
  void aSecondPoolingTakesTheConstantsOfTheWholeChain() {
    Constants constants =
        Constants.of(
            table(
                0,
                row("relu", 0.4, 0.5, 0.7),
                row("relu,max:4", 1.0, 0.8, 0.3),
                row("relu,max:4,max:4", 1.6, 0.6, 0.1)));
    List<Layer> layers =
        layers(
            Architecture.parse("C(2,3,1,1)-P(2,2,0,max)-P(2,2,0,max)-F(2)"),
            IMAGE,
            Recipes.of(),
            constants);
    // The first pooling's output is (r - 1.0)/0.8.
    assertAffine(0.6 / 0.8, 0.6 / 0.8, ((Layer.Pool) layers.get(2)).constants().of(4));
  }

  @Test
  void correlatedWindowsTakeTheirConstantsFromTheOtherTable() {
    Constants constants =
        Constants.of(
            List.of(
                table(0, row("relu", 0.4, 0.5, 0.7)),
                table(0.7, row("relu,max:4", 0.7, 0.55, 0.3), row("relu,avg:4", 0.4, 0.45, 0.2))));
    Architecture max = Architecture.parse("C(2,3,1,1)-P(2,2,0,max)-F(2)");
    assertAffine(
        0.6, 1.1, pool(layers(max, IMAGE, Recipes.of("rho", "0.7"), constants)).constants().of(4));
    Architecture avg = Architecture.parse("C(2,3,1,1)-P(2,2,0,avg)-F(2)");
    assertAffine(
        0, 0.9, pool(layers(avg, IMAGE, Recipes.of("rho", "0.7"), constants)).constants().of(4));
  }

  @Test
  void anAverageOfIndependentValuesNeedsNoTable() {
    Constants constants = Constants.of(table(0, row("relu", 0.4, 0.5, 0.7)));
    Architecture net = Architecture.parse("C(2,3,1,1)-P(global,avg)-F(2)");
    assertAffine(0, 1.0 / 8, pool(layers(net, IMAGE, Recipes.of(), constants)).constants().of(64));
  }

  @Test
  void behindDropoutAMaximumHasNoConstants() {
    ArchitectureException e =
        assertThrows(
            ArchitectureException.class,
            () -> required("C(2,3,1,1)-D(keep=0.5)-P(2,2,0,max)-F(2)"));
    assertTrue(e.getMessage().contains("put the dropout behind the pooling"), e.getMessage());
    assertEquals(
        Set.of("relu"), texts(required("C(2,3,1,1)-D(keep=0.5)-P(2,2,0,avg)-F(2)").standard()));
  }

  @Test
  void aMissingConstantIsNamed() {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                layers(
                    Architecture.parse("F(4)-F(2)"),
                    Shape.vector(3),
                    Recipes.of("activation", "gelu"),
                    Constants.of(table(0))));
    assertTrue(e.getMessage().contains("no constants of gelu"), e.getMessage());
  }

  @Test
  void gammaStartsWhereItIsToldAndAtOneInTheLastLayer() {
    Constants constants = Constants.of(table(0, row("relu", 0.4, 0.5, 0.7)));
    List<Double> starts = new ArrayList<>();
    for (String gamma : List.of("1", "0.9", "jacobian")) {
      for (Layer layer :
          layers(
              Architecture.parse("F(4)-F(2)"),
              Shape.vector(3),
              Recipes.of("gamma", gamma),
              constants)) {
        starts.add(((Scheme.NormProp) ((WeightLayer.Dense) layer).scheme()).gamma());
      }
    }
    assertEquals(List.of(1.0, 1.0, 0.9, 1.0, 0.5 / 0.7, 1.0), starts);
  }

  @Test
  void theLastLayerIsLinearWhateverFollowsIt() {
    List<Layer> layers =
        layers(
            Architecture.parse("C(3,3,1,1)-C(2,1,1,0)-P(8,8,0,avg)"),
            IMAGE,
            Recipes.of("norm", "none"),
            Constants.of(table(0)));
    assertTrue(
        ((WeightLayer.Convolution) layers.get(0)).nonlinearity() instanceof Nonlinearity.Fixed);
    assertTrue(
        ((WeightLayer.Convolution) layers.get(1)).nonlinearity() instanceof Nonlinearity.Linear);
  }

  @Test
  void dropoutFollowsTheRecipe() {
    Architecture net = Architecture.parse("F(4)-D(keep=0.64)-F(2)");
    Constants none = Constants.of(table(0, row("relu", 0.4, 0.5, 0.7)));
    assertEquals(
        0.8,
        ((Layer.Drop) layers(net, IMAGE, Recipes.of(), none).get(1)).evaluationFactor(),
        1e-12);
    assertEquals(
        1,
        ((Layer.Drop) layers(net, IMAGE, Recipes.of("dropout-eval", "identity"), none).get(1))
            .evaluationFactor());
    assertEquals(
        1,
        ((Layer.Drop) layers(net, IMAGE, Recipes.of("norm", "none"), none).get(1))
            .evaluationFactor(),
        1e-12);
    assertEquals(
        0.64,
        ((Layer.Drop) layers(net, IMAGE, Recipes.of("dropout-scale", "none"), none).get(1))
            .evaluationFactor(),
        1e-12);
  }

  @Test
  void aRecipeIsTheSameAfterWritingAndReading() {
    Recipe recipe =
        Recipes.of(
            "norm",
            "normprop",
            "weights",
            "project",
            "activation",
            "leaky_relu:slope=0.2",
            "pooling",
            "plain",
            "rho",
            "0.25",
            "dropout-scale",
            "inverse",
            "dropout-eval",
            "identity",
            "scale",
            "backward",
            "gamma",
            "jacobian");
    assertEquals(recipe, Recipe.parse(recipe.options()));
  }

  @Test
  void aWrongOptionIsAnsweredWithTheRightOnes() {
    assertTrue(
        assertThrows(IllegalArgumentException.class, () -> Recipes.of("norm", "batchnrom"))
            .getMessage()
            .endsWith("got 'batchnrom'; did you mean batchnorm?"));
    assertTrue(
        assertThrows(IllegalArgumentException.class, () -> Recipes.of("activation", "max:3"))
            .getMessage()
            .contains("single function"));
    assertThrows(IllegalArgumentException.class, () -> Recipes.of("rho", "1"));
    assertThrows(IllegalArgumentException.class, () -> Recipes.of("gama", "1"));
  }

  private static void assertAffine(double mean, double scale, Affine got) {
    assertEquals(mean, got.mean(), 1e-12);
    assertEquals(scale, got.scale(), 1e-12);
  }

  /**
   * What is required is found before any constant is known: it must not depend on them. With any
   * constants the plan asks for every required unit, and for no other.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "C(2,3,1,1)-P(3,2,1,max)-F(4)-F(2);",
        "C(2,3,1,1)-P(3,2,1,max)-P(2,2,0,avg)-F(2);pooling composed",
        "C(2,3,1,1)-P(3,2,1,avg)-D(keep=0.8)-F(2);pooling plain rho 0.5",
        "C(4,3,1,1)-R(A-C(4,3,1,1)-C(4,3,1,1,linear))-P(global,max)-F(2);",
        "C(4,3,1,1)-B(C(4,1,1,0)|C(4,3,1,1)-P(2,1,0,max)-C(4,2,1,1)|)-A-F(2);scale backward",
        "C(4,3,1,1)-R(C(4,3,1,1,linear)|C(4,1,1,0,linear))-A-P(2,2,0,max)-F(2);residual sum",
        "C(4,3,1,1)-A-F(3)-F(2);gamma jacobian activation prelu"
      })
  void whatIsRequiredDoesNotDependOnTheConstants(String net, String options) {
    Recipe recipe = Recipes.of(options == null ? new String[0] : options.split(" "));
    Architecture architecture = Architecture.parse(net);
    Plan.Required required = Plan.required(architecture, IMAGE, recipe);
    SplittableRandom random = new SplittableRandom(1);
    for (int times = 0; times < 5; times++) {
      List<Row> standard = rows(required.standard(), random);
      List<Row> correlated =
          rows(required.units().getOrDefault(new Correlation.Equal(0.5), Set.of()), random);
      Plan.graph(architecture, IMAGE, recipe, constants(standard, correlated));
      for (int k = 0; k < standard.size() + correlated.size(); k++) {
        List<Row> first = new ArrayList<>(standard);
        List<Row> second = new ArrayList<>(correlated);
        Row left = k < first.size() ? first.remove(k) : second.remove(k - first.size());
        Constants less = constants(first, second);
        IllegalArgumentException e =
            assertThrows(
                IllegalArgumentException.class,
                () -> Plan.graph(architecture, IMAGE, recipe, less));
        assertTrue(e.getMessage().contains(left.unit().text()), e.getMessage());
      }
    }
  }

  private static List<Row> rows(Set<Unit> units, SplittableRandom random) {
    return units.stream()
        .map(
            unit ->
                row(
                    unit.text(),
                    random.nextDouble(-3, 3),
                    random.nextDouble(0.1, 3),
                    random.nextDouble(0.1, 3)))
        .toList();
  }

  private static Constants constants(List<Row> standard, List<Row> correlated) {
    return Constants.of(
        List.of(
            new ConstantsTable(Input.STANDARD, standard),
            new ConstantsTable(Input.normal(0, 1, 0.5), correlated)));
  }
}
