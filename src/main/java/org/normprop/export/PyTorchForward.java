package org.normprop.export;

import static org.normprop.export.PythonLiterals.number;
import static org.normprop.export.PythonLiterals.quoted;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.normprop.function.stage.Noisy;
import org.normprop.function.stage.Pooling;
import org.normprop.net.graph.Graph;
import org.normprop.net.layer.Affine;
import org.normprop.net.layer.Borders;
import org.normprop.net.layer.CellConstants;
import org.normprop.net.layer.Join;
import org.normprop.net.layer.Layer;
import org.normprop.net.layer.Nonlinearity;
import org.normprop.net.layer.Scheme;
import org.normprop.net.layer.Shape;
import org.normprop.net.layer.WeightLayer;
import org.normprop.net.layer.Window;

/** The way forward through a network, as lines of Python in the order of the graph's nodes. */
final class PyTorchForward {

  private final PythonStages code = new PythonStages(PythonDialect.PYTORCH);
  private final List<String> lines = new ArrayList<>();

  private PyTorchForward() {}

  /**
   * The lines, without indentation: {@code t0} is the input, {@code t1} what the first node gives,
   * and so on; each node's name stands above its lines.
   */
  static List<String> lines(Graph graph) {
    PyTorchForward forward = new PyTorchForward();
    for (int i = 0; i < graph.nodes().size(); i++) {
      forward.node(graph, graph.nodes().get(i), "t" + (i + 1));
    }
    return forward.lines;
  }

  private void node(Graph graph, Graph.Node node, String to) {
    Layer layer = node.layer();
    List<String> from = node.inputs().stream().map(tensor -> "t" + tensor).toList();
    Shape input = graph.shape(node.inputs().get(0));
    lines.add("# " + node.name() + ": " + layer.text());
    switch (layer.type()) {
      case DENSE ->
          weights((WeightLayer) layer, node, "F.linear(" + from.get(0) + ".flatten(1), w)", to);
      case CONVOLUTION ->
          convolution((WeightLayer.Convolution) layer, node, input, from.get(0), to);
      case CHANNELWISE -> {
        Layer.Channelwise own = (Layer.Channelwise) layer;
        String pre = from.get(0);
        if (own.scheme() instanceof Scheme.BatchNorm norm) {
          pre = batchNorm(node, pre, norm);
        } else if (own.scheme() instanceof Scheme.LayerNorm norm) {
          pre = layerNorm(node, pre, norm);
        }
        activation(own.nonlinearity(), node, pre, to);
      }
      case POOL -> pool((Layer.Pool) layer, input, from.get(0), to);
      case DROP -> drop((Layer.Drop) layer, from.get(0), to);
      case SCALE -> {
        Layer.Scale scale = (Layer.Scale) layer;
        String shift = scale.shift() == 0 ? "" : " + " + number(scale.shift());
        set(to, number(scale.factor()) + " * " + from.get(0) + shift);
      }
      case SUM -> {
        Join.Sum sum = (Join.Sum) layer;
        set(
            to,
            number(sum.first())
                + " * "
                + from.get(0)
                + " + "
                + number(sum.second())
                + " * "
                + from.get(1));
      }
      case CONCAT -> set(to, "torch.cat([" + String.join(", ", from) + "], 1)");
      default -> throw new IllegalArgumentException(layer.text() + " is not written for PyTorch");
    }
  }

  private void set(String name, String value) {
    lines.add(name + " = " + value);
  }

  private static String parameter(Graph.Node node, String name) {
    return "self.tensor(" + quoted(node.name() + "." + name) + ")";
  }

  private void convolution(
      WeightLayer.Convolution layer, Graph.Node node, Shape input, String from, String to) {
    Window window = layer.window();
    String call =
        "F.conv2d("
            + from
            + ", w, stride="
            + window.stride()
            + ", padding="
            + window.padding()
            + (layer.groups() == 1 ? "" : ", groups=" + layer.groups())
            + ")";
    if (layer.borders() == Borders.CORRECTED && window.padding() > 0) {
      call += " / borders(" + window(input, window) + ")";
    }
    weights(layer, node, call, to);
  }

  /** height, width, and the window's height, width, stride and padding. */
  private static String window(Shape input, Window window) {
    return String.format(
        Locale.ROOT,
        "%d, %d, %d, %d, %d, %d",
        input.height(),
        input.width(),
        window.height(),
        window.width(),
        window.stride(),
        window.padding());
  }

  private void weights(WeightLayer layer, Graph.Node node, String call, String to) {
    Scheme scheme = layer.scheme();
    if (scheme instanceof Scheme.WeightNorm) {
      set("w", "unit_rows(" + parameter(node, "weight_v") + ")");
      set("u", call);
      set("pre", affine(node, "u", "weight_g", "bias"));
    } else if (scheme instanceof Scheme.NormProp own) {
      String w = parameter(node, "weight");
      set("w", own.division().divides() ? "unit_rows(" + w + ")" : w);
      set("u", call);
      set("pre", affine(node, "u", "gamma", "beta"));
    } else if (scheme instanceof Scheme.BatchNorm norm) {
      set("w", parameter(node, "weight"));
      set("u", call);
      set("pre", batchNorm(node, "u", norm));
    } else if (scheme instanceof Scheme.LayerNorm norm) {
      set("w", parameter(node, "weight"));
      set("u", call);
      set("pre", layerNorm(node, "u", norm));
    } else {
      set("w", parameter(node, "weight"));
      set("u", call);
      boolean bias = ((Scheme.Plain) scheme).bias();
      set("pre", bias ? "u + channels(" + parameter(node, "bias") + ", u)" : "u");
    }
    activation(layer.nonlinearity(), node, "pre", to);
  }

  private static String affine(Graph.Node node, String u, String factor, String shift) {
    return String.format(
        Locale.ROOT,
        "channels(%s, %s) * %s + channels(%s, %s)",
        parameter(node, factor),
        u,
        u,
        parameter(node, shift),
        u);
  }

  private static String batchNorm(Graph.Node node, String u, Scheme.BatchNorm norm) {
    return "F.batch_norm("
        + u
        + ", "
        + parameter(node, "bn.running_mean")
        + ", "
        + parameter(node, "bn.running_var")
        + ", "
        + parameter(node, "bn.weight")
        + ", "
        + parameter(node, "bn.bias")
        + ", self.training, "
        + number(norm.momentum())
        + ", "
        + number(norm.epsilon())
        + ")";
  }

  /** One group is all channels, with or without places. */
  private static String layerNorm(Graph.Node node, String u, Scheme.LayerNorm norm) {
    return "F.group_norm("
        + u
        + ", 1, "
        + parameter(node, "ln.weight")
        + ", "
        + parameter(node, "ln.bias")
        + ", "
        + number(norm.epsilon())
        + ")";
  }

  private void activation(Nonlinearity nonlinearity, Graph.Node node, String pre, String to) {
    if (nonlinearity instanceof Nonlinearity.Fixed fixed) {
      set("x", pre);
      String f = code.code(fixed.activation()).orElseThrow();
      set(to, normalised("(" + f + ")", fixed.constants()));
    } else if (nonlinearity instanceof Nonlinearity.LearntSlope learnt) {
      String a = parameter(node, "prelu.weight");
      set("a", a);
      set(to, "F.prelu(" + pre + ", a)");
      switch (learnt.constants()) {
        case NONE -> {}
        case STD ->
            set(
                to,
                "("
                    + to
                    + " - (1 - a) / math.sqrt(2 * math.pi))"
                    + " / torch.sqrt(((1 + a * a) - (1 - a) ** 2 / math.pi) / 2)");
        case BACKWARD ->
            set(
                to,
                "(" + to + " - (1 - a) / math.sqrt(2 * math.pi)) / torch.sqrt((1 + a * a) / 2)");
      }
    } else {
      set(to, pre);
    }
  }

  private static String normalised(String value, Affine constants) {
    return constants.equals(Affine.IDENTITY)
        ? value
        : "(" + value + " - " + number(constants.mean()) + ") / " + number(constants.scale());
  }

  private void pool(Layer.Pool pool, Shape input, String from, String to) {
    Window window = pool.window();
    boolean isMax = pool.kind() == Pooling.Kind.MAX;
    set(
        to,
        (isMax ? "F.max_pool2d(" : "F.avg_pool2d(")
            + from
            + ", ("
            + window.height()
            + ", "
            + window.width()
            + "), "
            + window.stride()
            + ", "
            + window.padding()
            + (isMax ? ")" : ", count_include_pad=False)"));
    if (pool.constants().equals(CellConstants.NONE)) {
      return;
    }
    Map<Integer, Affine> byCells = new TreeMap<>(pool.constants().byCells());
    byCells.keySet().retainAll(window.cellCounts(input));
    if (byCells.size() == 1) {
      set(to, normalised(to, byCells.values().iterator().next()));
      return;
    }
    String constants =
        byCells.entrySet().stream()
            .map(
                e ->
                    e.getKey()
                        + ": ("
                        + number(e.getValue().mean())
                        + ", "
                        + number(e.getValue().scale())
                        + ")")
            .collect(Collectors.joining(", ", "{", "}"));
    set(to, "by_cells(" + to + ", " + constants + ", " + window(input, window) + ")");
  }

  private void drop(Layer.Drop drop, String from, String to) {
    Noisy noisy = drop.dropout();
    set("x", from);
    set(
        to,
        code.training(noisy)
            + " if self.training else "
            + number(drop.evaluationFactor())
            + " * x");
  }
}
