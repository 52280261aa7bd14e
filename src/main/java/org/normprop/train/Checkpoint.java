package org.normprop.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.normprop.io.BadFileException;
import org.normprop.net.compute.Tensor;
import org.normprop.net.file.NetworkDescription;
import org.normprop.net.file.NetworkFile;
import org.normprop.net.file.Safetensors;
import org.normprop.net.learn.Stepper;
import org.normprop.net.run.Network;

/**
 * What a run needs to go on as if it had not stopped: weights, running averages, the optimiser's
 * memory, and how far it came. No generator has a state: every draw is named by seed, purpose and
 * step, so the counters stand for it. Files of older programs describe no network: then the run's
 * settings and constants alone say what it is.
 */
record Checkpoint(Path file, int epoch, long steps, List<Tensor> tensors) {

  private static final String OPTIMIZER = "optimizer.";
  private static final String EPOCH = "epoch";
  private static final String STEPS = "steps";

  /** Writes the file, whole or not at all: a network file with counters. */
  static void write(
      Path file, int epoch, NetworkDescription description, Network network, Stepper stepper)
      throws IOException {
    List<Tensor> tensors = new ArrayList<>(network.state());
    tensors.addAll(renamed(stepper));
    Map<String, String> counters =
        Map.of(EPOCH, String.valueOf(epoch), STEPS, String.valueOf(stepper.steps()));
    NetworkFile.write(file, description, counters, tensors);
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
    NetworkFile.mustHoldWeights(file, tensors, model.architecture(), model.input());
  }

  /** Gives a network its weights. */
  void restore(Network network) throws IOException {
    new Safetensors(Map.of(), tensors).copyTo(file, network.state());
  }

  /** Gives a network and its optimiser all they had. */
  void restore(Network network, Stepper stepper) throws IOException {
    List<Tensor> all = new ArrayList<>(network.state());
    all.addAll(renamed(stepper));
    new Safetensors(Map.of(), tensors).copyTo(file, all);
    stepper.resumeAt(steps);
  }

  /** The optimiser's memory, whose names must not meet those of weights. */
  private static List<Tensor> renamed(Stepper stepper) {
    return stepper.state().stream()
        .map(tensor -> new Tensor(OPTIMIZER + tensor.name(), tensor.shape(), tensor.values()))
        .toList();
  }
}
