package org.normprop.net.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.normprop.io.BadFileException;
import org.normprop.net.compute.Engine;
import org.normprop.net.compute.Tensor;
import org.normprop.net.graph.Architecture;
import org.normprop.net.layer.Shape;
import org.normprop.net.run.Initialiser;
import org.normprop.net.run.Network;

/**
 * Networks as safetensors files: the tensors of {@link Network#state}, with the description in the
 * metadata. A checkpoint of a training is such a file, with counters and the optimiser's memory.
 * Any safetensors tool opens them. A tensor's name is the number of its layer in the architecture,
 * from 0, a dot, and:
 *
 * <pre>
 * weight            [units, inputs] or [filters, channels, rows, columns]
 * gamma, beta       normprop: gain and shift of each unit or filter
 * weight_v, weight_g, bias   weightnorm, as PyTorch's weight_norm names them
 * bias              no normalisation, or the last layer under batchnorm and layernorm
 * bn.weight, bn.bias, bn.running_mean, bn.running_var   batchnorm, as PyTorch's BatchNorm
 * ln.weight, ln.bias   layernorm, as PyTorch's GroupNorm of one group and LayerNorm
 * prelu.weight      the learnt slope
 * </pre>
 *
 * <p>Images before a dense layer are flattened channel by channel, row by row, as PyTorch's Flatten
 * does.
 */
public final class NetworkFile {

  private NetworkFile() {}

  /**
   * Writes a network.
   *
   * @param file the file; its folder must exist
   * @param description how the network was made
   * @param network the network
   * @throws IOException if writing fails; then an old file is untouched
   */
  public static void write(Path file, NetworkDescription description, Network network)
      throws IOException {
    write(file, description, Map.of(), network.state());
  }

  /**
   * Writes a network with more beside it: a checkpoint holds counters and what the optimiser
   * remembers, and {@link #read} passes over them.
   *
   * @param file the file; its folder must exist
   * @param description how the network was made
   * @param counters texts by names that the description does not use
   * @param tensors those of {@link Network#state}, and any others
   * @throws IOException if writing fails; then an old file is untouched
   */
  public static void write(
      Path file, NetworkDescription description, Map<String, String> counters, List<Tensor> tensors)
      throws IOException {
    Map<String, String> metadata = new TreeMap<>(counters);
    metadata.put("format", "pt");
    metadata.putAll(description.metadata());
    new Safetensors(metadata, tensors).write(file);
  }

  /**
   * Reads a network that {@link #write} wrote.
   *
   * @param file the file; a checkpoint of a run is one too
   * @param maxBatch the most images of a pass
   * @param engine what computes
   * @return the network with the file's weights
   * @throws IOException if the file cannot be read or holds no such network
   */
  public static Network read(Path file, int maxBatch, Engine engine) throws IOException {
    Safetensors contents = Safetensors.read(file);
    Network network;
    try {
      NetworkDescription description = NetworkDescription.parse(contents.metadata());
      mustHoldWeights(file, contents.tensors(), description.architecture(), description.input());
      network = description.network(Initialiser.GAUSSIAN, 0, maxBatch, engine);
    } catch (IllegalArgumentException e) {
      throw new BadFileException(file, e.getMessage());
    }
    contents.copyTo(file, network.state());
    return network;
  }

  /**
   * Refuses a network larger than its file, before memory is taken for what is only declared.
   *
   * @param file the file, for the message
   * @param tensors what it holds
   * @param architecture the network that is wanted
   * @param input the shape of an image
   * @throws BadFileException if the file holds fewer values than the network has weights
   */
  public static void mustHoldWeights(
      Path file, List<Tensor> tensors, Architecture architecture, Shape input)
      throws BadFileException {
    double values = tensors.stream().mapToDouble(tensor -> tensor.values().length).sum();
    if (architecture.weights(input) > values) {
      throw new BadFileException(
          file, "it holds fewer weights than " + architecture.text() + " needs");
    }
  }
}
