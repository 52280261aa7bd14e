package org.normprop.net.file;

import java.io.IOException;
import java.nio.file.Path;
import org.normprop.io.BadFileException;
import org.normprop.net.compute.Engine;
import org.normprop.net.run.Initialiser;
import org.normprop.net.run.Network;

/**
 * Networks as safetensors files: the tensors of {@link Network#state}, with the description in the
 * metadata. A tensor's name is the number of its layer in the architecture, from 0, a dot, and:
 *
 * <pre>
 * weight            [units, inputs] or [filters, channels, rows, columns]
 * gamma, beta       normprop: gain and shift of each unit or filter
 * weight_v, weight_g, bias   weightnorm, as PyTorch's weight_norm names them
 * bias              no normalisation, or the last layer under batchnorm
 * bn.weight, bn.bias, bn.running_mean, bn.running_var   batchnorm, as PyTorch's BatchNorm
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
    new Safetensors(description.metadata(), network.state()).write(file);
  }

  /**
   * Reads a network that {@link #write} wrote.
   *
   * @param file the file
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
      double values = contents.tensors().stream().mapToDouble(t -> t.values().length).sum();
      if (description.weights() > values) {
        // Before memory is taken for what the file only declares.
        throw new BadFileException(
            file, "it holds fewer weights than " + description.architecture().text() + " needs");
      }
      network = description.network(Initialiser.GAUSSIAN, 0, maxBatch, engine);
    } catch (IllegalArgumentException e) {
      throw new BadFileException(file, e.getMessage());
    }
    contents.copyTo(file, network.state());
    return network;
  }
}
