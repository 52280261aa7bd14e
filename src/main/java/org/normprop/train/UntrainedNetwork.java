package org.normprop.train;

import java.io.IOException;
import java.util.function.Consumer;
import org.normprop.data.SampleShape;
import org.normprop.net.compute.Engine;
import org.normprop.net.layer.Shape;
import org.normprop.net.run.Network;
import org.normprop.train.setting.Settings;

/** Networks as a training would start with them. */
public final class UntrainedNetwork {

  private UntrainedNetwork() {}

  /**
   * Makes a network.
   *
   * @param settings what it is; data and optimiser do not matter
   * @param input the shape of an image
   * @param source where its constants come from
   * @param engine what computes
   * @return the network
   * @throws IllegalArgumentException if the settings contradict each other or the shape, or leave
   *     something to data
   * @throws IOException if constants cannot be had
   */
  public static Network of(Settings settings, Shape input, ConstantsSource source, Engine engine)
      throws IOException {
    Model model = Model.of(settings, input);
    if (Tuner.isNeeded(model)) {
      throw new IllegalArgumentException(
          "--rho auto and --calibrate look at data: name them with --data, or give --rho a number");
    }
    return network(model, source, engine);
  }

  /**
   * Makes a network for data, which it may look at where settings say so.
   *
   * @param settings what it is; the optimiser does not matter
   * @param problem the data
   * @param source where its constants come from
   * @param engine what computes
   * @param told is given a line for each pooling and sum whose constants follow the data
   * @return the network
   * @throws IllegalArgumentException if the settings contradict each other or the data
   * @throws IOException if constants cannot be had
   */
  public static Network of(
      Settings settings,
      Problem problem,
      ConstantsSource source,
      Engine engine,
      Consumer<String> told)
      throws IOException {
    SampleShape shape = problem.train().shape();
    Model model = Model.of(settings, new Shape(shape.channels(), shape.height(), shape.width()));
    if (Tuner.isNeeded(model)) {
      model = model.with(new Tuner(model, problem).tuning(source, engine));
      Tuner.told(model).forEach(told);
    }
    return network(model, source, engine);
  }

  private static Network network(Model model, ConstantsSource source, Engine engine)
      throws IOException {
    return model.network(model.description(model.constants(source)), engine);
  }
}
