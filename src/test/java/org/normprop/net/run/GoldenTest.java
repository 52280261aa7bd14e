package org.normprop.net.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.normprop.function.stage.Activation;
import org.normprop.function.stage.Dropout;
import org.normprop.net.compute.Engine;
import org.normprop.net.compute.Parameter;
import org.normprop.net.compute.Tensor;
import org.normprop.net.compute.Workspace;
import org.normprop.net.graph.Graph;
import org.normprop.net.layer.Affine;
import org.normprop.net.layer.Layer;
import org.normprop.net.layer.Nonlinearity;
import org.normprop.net.layer.Scheme;
import org.normprop.net.layer.Shape;
import org.normprop.net.learn.Decay;
import org.normprop.net.learn.Optimiser;
import org.normprop.net.learn.Stepper;
import org.normprop.net.loss.Loss;
import org.normprop.net.loss.LossTargets;

/**
 * Every JSON file of the folder goldens, computed by PyTorch 1.13.1 in float64, is met by the
 * float32 runtime. A file dropped there is checked; a kind that nobody knows fails.
 */
class GoldenTest {

  private static final Engine ENGINE = Engine.start(2);

  static Stream<String> files() throws IOException, URISyntaxException {
    try (Stream<Path> files = Files.list(folder())) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".json"))
          .sorted()
          .toList()
          .stream();
    }
  }

  private static Path folder() throws URISyntaxException {
    return Path.of(GoldenTest.class.getResource("/goldens").toURI());
  }

  @ParameterizedTest
  @MethodSource("files")
  void isMet(String file) throws Exception {
    Golden golden = Golden.read(folder().resolve(file));
    assertEquals(file, golden.name() + ".json");
    check(golden);
  }

  @Test
  void anUnknownKindFails() {
    Golden golden = new Golden("x", "rope", new JsonObject(), Map.of(), Map.of());
    assertThrows(IllegalArgumentException.class, () -> check(golden));
  }

  private static void check(Golden golden) {
    switch (golden.kind()) {
      case "activations" -> checkActivations(golden);
      case "batchnorm" -> checkBatchNorm(golden);
      case "dropout" -> checkDropout(golden);
      case "softmax_xent" -> checkSoftmax(golden);
      case "mse" -> checkMeanSquaredError(golden);
      case "sgd" -> checkSgd(golden);
      case "net" -> checkNet(golden);
      case "net_train" -> checkNetTrain(golden);
      case "dense",
          "conv",
          "normprop_dense",
          "normprop_conv",
          "weightnorm_dense",
          "weightnorm_conv",
          "maxpool",
          "avgpool",
          "global_avgpool" ->
          checkLayer(golden);
      default -> throw new IllegalArgumentException("unknown kind " + golden.kind());
    }
  }

  private static BoundLayer bind(Layer layer, Shape input, int batch, String prefix) {
    return Binder.bind(
        layer,
        input,
        new Binding(ENGINE, new Workspace(ENGINE.workers().count()), batch, prefix, 1));
  }

  /** Writes the golden's parameters into a layer, and gives their names there. */
  private static Map<String, Parameter> load(
      BoundLayer layer, String prefix, String type, Map<String, Golden.Values> tensors) {
    Map<String, Parameter> byName =
        layer.parameters().stream().collect(Collectors.toMap(Parameter::name, p -> p));
    Map<String, Parameter> loaded = new TreeMap<>();
    tensors.forEach(
        (name, values) -> {
          Parameter parameter = byName.get(prefix + GoldenLayers.parameter(type, name));
          if (parameter != null) {
            assertEquals(values.shape(), parameter.tensor().shape());
            System.arraycopy(values.floats(), 0, parameter.values(), 0, values.data().length);
            loaded.put(name, parameter);
          }
        });
    assertEquals(byName.size(), loaded.size(), "every parameter is given");
    return loaded;
  }

  private static void checkLayer(Golden golden) {
    Golden.Values x = golden.tensor("x");
    Layer layer =
        GoldenLayers.layer(golden.kind(), golden.config(), golden.tensors(), x.image(), false);
    BoundLayer bound = bind(layer, x.image(), x.batch(), "");
    Map<String, Parameter> parameters = load(bound, "", golden.kind(), golden.tensors());
    golden.check("y", bound.forward(x.floats(), x.batch(), Pass.training(1)));
    golden.check("grad.x", bound.backward(golden.tensor("grad.y").floats(), true));
    parameters.forEach((name, p) -> golden.check("grad." + name, p.gradient()));
    if (bound instanceof BoundPool pool) {
      checkPool(golden, pool.geometry);
    }
  }

  private static void checkPool(Golden golden, PoolGeometry geometry) {
    if (golden.expect().containsKey("mean")) {
      golden.check("mean", geometry.mean);
      double[] std = new double[geometry.inverse.length];
      Arrays.setAll(std, i -> 1 / geometry.inverse[i]);
      golden.check("std", std, Golden.TOLERANCE);
    }
    if (golden.expect().containsKey("n")) {
      int columns = geometry.left.length;
      double[] cells = new double[geometry.mean.length];
      Arrays.setAll(
          cells,
          i ->
              (geometry.bottom[i / columns] - geometry.top[i / columns])
                  * (double) (geometry.right[i % columns] - geometry.left[i % columns]));
      golden.check("n", cells, 0);
    }
  }

  private static void checkActivations(Golden golden) {
    Golden.Values x = golden.tensor("x");
    for (String name : golden.config().getAsJsonObject("moments").keySet()) {
      Activation f = GoldenLayers.activation(name);
      double[] value = Arrays.stream(x.data()).map(f::value).toArray();
      double[] derivative = Arrays.stream(x.data()).map(f::derivative).toArray();
      golden.check(name + ".y", value, 1e-12);
      golden.check(name + ".dy", derivative, 1e-12);
      Layer layer =
          new Layer.Channelwise(
              new Scheme.Plain(false), new Nonlinearity.Fixed(f, Affine.IDENTITY));
      BoundLayer bound = bind(layer, Shape.vector(value.length), 1, "");
      golden.check(name + ".y", bound.forward(x.floats(), 1, Pass.EVALUATION));
      float[] ones = new float[value.length];
      Arrays.fill(ones, 1);
      golden.check(name + ".dy", bound.backward(ones, true));
    }
  }

  private static void checkBatchNorm(Golden golden) {
    Shape shape = golden.tensor("step1.x").image();
    Layer layer = GoldenLayers.layer("batchnorm", golden.config(), Map.of(), shape, false);
    BoundLayer bound = bind(layer, shape, 64, "");
    load(
        bound,
        "",
        "batchnorm",
        Map.of("gamma", golden.tensor("gamma"), "beta", golden.tensor("beta")));
    for (String pass : List.of("step1", "step2", "eval")) {
      Golden.Values x = golden.tensor(pass + ".x");
      boolean training = !pass.equals("eval");
      golden.check(pass + ".y", bound.forward(x.floats(), x.batch(), new Pass(training, 1)));
      golden.check(
          pass + ".grad.x", bound.backward(golden.tensor(pass + ".grad.y").floats(), true));
      golden.check(pass + ".grad.gamma", bound.parameters().get(0).gradient());
      golden.check(pass + ".grad.beta", bound.parameters().get(1).gradient());
      if (training) {
        golden.check(pass + ".running_mean", bound.buffers().get(0).values());
        golden.check(pass + ".running_var", bound.buffers().get(1).values());
      }
    }
  }

  private static void checkDropout(Golden golden) {
    Golden.Values x = golden.tensor("x");
    double keep = golden.config().get("keep").getAsDouble();
    GoldenLayers.SCALINGS.forEach(
        (name, scaling) -> {
          Layer layer = new Layer.Drop(new Dropout(keep, scaling), 1);
          BoundDropout bound = (BoundDropout) bind(layer, x.image(), x.batch(), "");
          bound.give(golden.tensor("mask").floats());
          golden.check(name + ".y", bound.forward(x.floats(), x.batch(), Pass.training(1)));
          golden.check(name + ".grad.x", bound.backward(golden.tensor("grad.y").floats(), true));
        });
  }

  private static void checkSoftmax(Golden golden) {
    Golden.Values z = golden.tensor("z");
    int[] labels = golden.tensor("labels").ints();
    int size = z.image().size();
    float[] gradient = new float[z.data().length];
    double loss =
        Loss.SOFTMAX_CROSS_ENTROPY.evaluate(
            z.floats(), z.batch(), size, new LossTargets.Labels(labels), gradient);
    golden.check("loss", new double[] {loss}, Golden.TOLERANCE);
    golden.check("grad.z", gradient);
    double[] softmax = new double[gradient.length];
    double[] each = new double[z.batch()];
    for (int b = 0; b < z.batch(); b++) {
      float[] row = Arrays.copyOfRange(z.floats(), b * size, (b + 1) * size);
      float[] rowGradient = new float[size];
      each[b] =
          Loss.SOFTMAX_CROSS_ENTROPY.evaluate(
              row, 1, size, new LossTargets.Labels(new int[] {labels[b]}), rowGradient);
      for (int i = 0; i < size; i++) {
        softmax[b * size + i] = rowGradient[i] + (i == labels[b] ? 1 : 0);
      }
    }
    golden.check("loss_per_sample", each, Golden.TOLERANCE);
    golden.check("softmax", softmax, Golden.TOLERANCE);
  }

  private static void checkMeanSquaredError(Golden golden) {
    Golden.Values y = golden.tensor("y");
    float[] gradient = new float[y.data().length];
    double loss =
        Loss.MEAN_SQUARED_ERROR.evaluate(
            y.floats(),
            y.batch(),
            y.image().size(),
            new LossTargets.Values(golden.tensor("target").floats()),
            gradient);
    golden.check("loss", new double[] {loss}, Golden.TOLERANCE);
    golden.check("grad.y", gradient);
  }

  private static Stepper stepper(JsonObject config, List<Parameter> parameters) {
    boolean everything = !config.has("decay_all") || config.get("decay_all").getAsBoolean();
    Decay decay = new Decay(config.get("weight_decay").getAsDouble(), everything);
    double clip = config.has("clip") ? config.get("clip").getAsDouble() : Optimiser.NO_CLIP;
    String rule = config.has("optimiser") ? config.get("optimiser").getAsString() : "sgd";
    Optimiser optimiser =
        switch (rule) {
          case "sgd", "nesterov" ->
              new Optimiser.Sgd(
                  config.get("momentum").getAsDouble(), rule.equals("nesterov"), decay, clip);
          case "adam" ->
              new Optimiser.Adam(
                  config.get("beta1").getAsDouble(),
                  config.get("beta2").getAsDouble(),
                  config.get("eps").getAsDouble(),
                  decay,
                  clip);
          default -> throw new IllegalArgumentException("unknown optimiser " + rule);
        };
    return optimiser.bind(parameters, ENGINE);
  }

  private static void checkSgd(Golden golden) {
    boolean project = golden.config().get("project").getAsBoolean();
    List<Parameter> parameters = new ArrayList<>();
    golden
        .tensors()
        .forEach(
            (name, values) -> {
              if (!name.contains(".")) {
                Parameter parameter =
                    values.shape().size() == 1
                        ? Parameter.vector(name, Parameter.Role.SHIFT, values.batch())
                        : Parameter.weights(name, values.shape(), project);
                System.arraycopy(values.floats(), 0, parameter.values(), 0, values.data().length);
                parameters.add(parameter);
              }
            });
    Stepper stepper = stepper(golden.config(), parameters);
    for (int step = 1; step <= golden.number("steps", 0); step++) {
      for (Parameter parameter : parameters) {
        float[] gradient = golden.tensor(parameter.name() + ".step" + step + ".grad").floats();
        System.arraycopy(gradient, 0, parameter.matrix(), 0, gradient.length);
      }
      stepper.step(golden.config().get("lr").getAsDouble());
      for (int i = 0; i < parameters.size(); i++) {
        String name = parameters.get(i).name() + ".step" + step;
        golden.check(name + ".w", parameters.get(i).values());
        golden.check(name + ".v", stepper.state().get(i).values());
      }
    }
  }

  /** A network of the golden's layers, and its parameters under the golden's names. */
  private record Net(Network network, Map<String, Parameter> parameters, List<Integer> tops) {}

  private static Net net(Golden golden) {
    Golden.Values x = golden.tensor("x");
    GoldenGraph graph = new GoldenGraph(golden);
    Network network = new Network(graph.graph(), Initialiser.GAUSSIAN, 1, x.batch(), ENGINE);
    Map<String, Parameter> parameters = new TreeMap<>();
    for (int i = 0; i < graph.graph().nodes().size(); i++) {
      Graph.Node node = graph.graph().nodes().get(i);
      if (network.layer(i).isPresent()) {
        BoundLayer layer = network.layer(i).orElseThrow();
        load(layer, node.name() + ".", graph.type(node.name()), graph.tensors(node.name()))
            .forEach((name, p) -> parameters.put("L" + node.name() + "." + name, p));
        if (layer instanceof BoundDropout dropout) {
          dropout.give(golden.tensor("L" + node.name() + ".mask").floats());
        }
      }
    }
    return new Net(network, parameters, graph.tops());
  }

  private static Loss loss(Golden golden) {
    String loss = golden.config().get("loss").getAsString();
    return switch (loss) {
      case "softmax_xent" -> Loss.SOFTMAX_CROSS_ENTROPY;
      case "mse" -> Loss.MEAN_SQUARED_ERROR;
      default -> throw new IllegalArgumentException("unknown loss " + loss);
    };
  }

  private static LossTargets targets(Golden golden) {
    Golden.Values target = golden.tensor("target");
    return loss(golden) == Loss.SOFTMAX_CROSS_ENTROPY
        ? new LossTargets.Labels(target.ints())
        : new LossTargets.Values(target.floats());
  }

  private static void checkNet(Golden golden) {
    Net net = net(golden);
    Golden.Values x = golden.tensor("x");
    float[] output =
        net.network()
            .forward(
                x.floats(),
                x.batch(),
                Pass.training(1),
                (tensor, y) -> {
                  int top = net.tops().indexOf(tensor);
                  if (top >= 0) {
                    golden.check("L" + top + ".y", y);
                  }
                });
    golden.check("output", output);
    float[] gradient = new float[output.length];
    double loss =
        loss(golden)
            .evaluate(output, x.batch(), net.network().output().size(), targets(golden), gradient);
    golden.check("loss", new double[] {loss}, Golden.TOLERANCE);
    golden.check("grad.x", net.network().backward(gradient, true));
    net.parameters().forEach((name, p) -> golden.check("grad." + name, p.gradient()));
  }

  private static void checkNetTrain(Golden golden) {
    Net net = net(golden);
    Network network = net.network();
    Golden.Values x = golden.tensor("x");
    float[] input = x.floats();
    Stepper stepper = stepper(golden.config(), network.parameters());
    double[] losses = new double[golden.number("steps", 0)];
    for (int step = 0; step < losses.length; step++) {
      float[] output = network.forward(input, x.batch(), Pass.training(step));
      if (step == 0) {
        golden.check("output0", output);
      }
      losses[step] = network.backward(loss(golden), targets(golden));
      if (step == 0) {
        net.parameters().forEach((name, p) -> golden.check("grad0." + name, p.gradient()));
      }
      stepper.step(golden.config().get("lr").getAsDouble());
    }
    // Twenty steps amplify roundings a little.
    double tolerance = 1e-4;
    golden.check("losses", losses, tolerance);
    net.parameters().forEach((name, p) -> golden.check("final." + name, p.values(), tolerance));
    for (Tensor buffer : network.state()) {
      int bn = buffer.name().indexOf(".bn.running");
      if (bn >= 0) {
        String name = "L" + buffer.name().substring(0, bn) + buffer.name().substring(bn + 3);
        golden.check("final." + name, buffer.values(), tolerance);
      }
    }
    golden.check("eval_output", network.forward(input, x.batch(), Pass.EVALUATION), tolerance);
    golden.check(
        "eval_loss", new double[] {network.loss(loss(golden), targets(golden))}, tolerance);
  }
}
