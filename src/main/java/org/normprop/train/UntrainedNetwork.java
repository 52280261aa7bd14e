package org.normprop.train;

import java.io.IOException;
import org.normprop.net.compute.Engine;
import org.normprop.net.graph.Constants;
import org.normprop.net.layer.Shape;
import org.normprop.net.run.Network;
import org.normprop.table.ConstantsTable;
import org.normprop.table.Input;
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
   * @throws IllegalArgumentException if the settings contradict each other or the shape
   * @throws IOException if constants cannot be had
   */
  public static Network of(Settings settings, Shape input, ConstantsSource source, Engine engine)
      throws IOException {
    Model model = Model.of(settings, input);
    ConstantsTable standard = source.of(Input.STANDARD, model.needs()).table();
    double rho = model.recipe().rho();
    Constants constants =
        rho == 0
            ? Constants.of(standard)
            : new Constants(
                standard, source.of(Input.normal(0, 1, rho), model.correlatedNeeds()).table());
    return model.network(model.description(constants), engine);
  }
}
