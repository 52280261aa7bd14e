package org.normprop.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.normprop.io.BadFileException;
import org.normprop.net.compute.Tensor;
import org.normprop.net.file.Safetensors;
import org.normprop.net.learn.Stepper;
import org.normprop.net.run.Network;

/**
 * What a run needs to go on as if it had not stopped: weights, running averages, the optimiser's
 * memory, and how far it came. No generator has a state: every draw is named by seed, purpose and
 * step, so the counters stand for it.
 */
record Checkpoint(Path file, int epoch, long steps, List<Tensor> tensors) {

  private static final String OPTIMIZER = "optimizer.";
  private static final String EPOCH = "epoch";
  private static final String STEPS = "steps";

  static Checkpoint of(Path file, int epoch, Network network, Stepper stepper) {
    List<Tensor> tensors = new ArrayList<>(network.state());
    tensors.addAll(renamed(stepper));
    return new Checkpoint(file, epoch, stepper.steps(), tensors);
  }

  /** Writes the file, whole or not at all. */
  void write() throws IOException {
    contents().write(file);
  }

  private Safetensors contents() {
    Map<String, String> metadata = new TreeMap<>();
    metadata.put("format", "pt");
    metadata.put(EPOCH, String.valueOf(epoch));
    metadata.put(STEPS, String.valueOf(steps));
    return new Safetensors(metadata, tensors);
  }

  static Checkpoint read(Path file) throws IOException {
    Safetensors read = Safetensors.read(file);
    return new Checkpoint(
        file,
        (int) counter(file, read, EPOCH, Integer.MAX_VALUE),
        counter(file, read, STEPS, Long.MAX_VALUE),
        read.tensors());
  }

  private static long counter(Path file, Safetensors read, String key, long most)
      throws BadFileException {
    try {
      long value = Long.parseLong(read.metadata().getOrDefault(key, ""));
      if (value >= 0 && value <= most) {
        return value;
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw new BadFileException(file, "is no checkpoint: its metadata lacks the number of " + key);
  }

  /** Refuses settings that declare a larger network, before memory is taken for it. */
  void mustHoldWeightsOf(Model model) throws BadFileException {
    double values = tensors.stream().mapToDouble(tensor -> tensor.values().length).sum();
    if (model.architecture().weights(model.input()) > values) {
      throw new BadFileException(
          file,
          "holds fewer weights than the run's settings, "
              + model.architecture().canonical()
              + ", need");
    }
  }

  /** Gives a network its weights. */
  void restore(Network network) throws IOException {
    contents().copyTo(file, network.state());
  }

  /** Gives a network and its optimiser all they had. */
  void restore(Network network, Stepper stepper) throws IOException {
    List<Tensor> all = new ArrayList<>(network.state());
    all.addAll(renamed(stepper));
    contents().copyTo(file, all);
    stepper.resumeAt(steps);
  }

  /** The optimiser's memory, whose names must not meet those of weights. */
  private static List<Tensor> renamed(Stepper stepper) {
    return stepper.state().stream()
        .map(tensor -> new Tensor(OPTIMIZER + tensor.name(), tensor.shape(), tensor.values()))
        .toList();
  }
}
