package org.normprop.export;

import static org.normprop.export.PythonLiterals.list;
import static org.normprop.export.PythonLiterals.number;
import static org.normprop.export.PythonLiterals.numbers;
import static org.normprop.export.PythonLiterals.quoted;

import java.util.List;
import java.util.stream.Collectors;
import org.normprop.net.compute.Tensor;
import org.normprop.net.graph.Graph;
import org.normprop.net.graph.Surroundings;
import org.normprop.net.layer.Shape;

/**
 * A trained network as the source of a PyTorch module, whose weights lie beside it, with the names
 * that tensors have in our files. What it computes is what {@code predict} prints; in training mode
 * it divides and drops as training here does.
 */
public final class PyTorchNetwork {

  /** What surrounds the lines. */
  private static final String MODULE = "network.txt";

  private PyTorchNetwork() {}

  /**
   * The source of the module.
   *
   * @param graph the network
   * @param tensors its weights and running values, as the file of weights holds them
   * @param around what goes in and comes out
   * @param weights the name of the file of weights, beside the module
   * @param provenance who made it of what, in a line
   * @return Python source
   */
  public static String source(
      Graph graph, List<Tensor> tensors, Surroundings around, String weights, String provenance) {
    return PythonExport.resource(MODULE)
        .replace("{{provenance}}", provenance)
        .replace("{{weights}}", quoted(weights))
        .replace(
            "{{classes}}", list(around.classes().stream().map(PythonLiterals::quoted).toList()))
        .replace(
            "{{columns}}", list(around.features().stream().map(PythonLiterals::quoted).toList()))
        .replace("{{input}}", shape(graph.input()))
        .replace("{{means}}", numbers(around.means()))
        .replace("{{stds}}", numbers(around.stds()))
        .replace("{{target_mean}}", number(around.targetMean()))
        .replace("{{target_std}}", number(around.targetStd()))
        .replace("{{tensors}}", tensors(tensors))
        .replace(
            "{{forward}}",
            PyTorchForward.lines(graph).stream()
                .map(l -> "        " + l + "\n")
                .collect(Collectors.joining())
                .stripTrailing())
        .replace("{{output}}", "t" + graph.nodes().size());
  }

  private static String tensors(List<Tensor> tensors) {
    return tensors.stream()
        .map(
            t ->
                "    "
                    + quoted(t.name())
                    + ": "
                    + t.shape().stream()
                        .map(String::valueOf)
                        .collect(Collectors.joining(", ", "[", "]"))
                    + ",\n")
        .collect(Collectors.joining());
  }

  private static String shape(Shape shape) {
    return shape.height() == 1 && shape.width() == 1
        ? "[" + shape.channels() + "]"
        : "[" + shape.channels() + ", " + shape.height() + ", " + shape.width() + "]";
  }
}
