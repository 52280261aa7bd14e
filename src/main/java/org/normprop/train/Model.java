package org.normprop.train;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.normprop.data.SampleShape;
import org.normprop.function.Unit;
import org.normprop.net.compute.Engine;
import org.normprop.net.file.NetworkDescription;
import org.normprop.net.graph.Architecture;
import org.normprop.net.graph.Calibration;
import org.normprop.net.graph.Constants;
import org.normprop.net.graph.Norm;
import org.normprop.net.graph.Plan;
import org.normprop.net.graph.Recipe;
import org.normprop.net.layer.Shape;
import org.normprop.net.learn.Decay;
import org.normprop.net.learn.Optimiser;
import org.normprop.net.learn.Schedule;
import org.normprop.net.run.Network;
import org.normprop.table.ConstantsTable;
import org.normprop.table.Correlation;
import org.normprop.table.Input;
import org.normprop.train.setting.OptimiserKind;
import org.normprop.train.setting.Setting;
import org.normprop.train.setting.Settings;

/**
 * What settings say about network and optimiser, for rows of a known shape.
 *
 * @param settings the settings
 * @param architecture the layers
 * @param recipe how they are normalised
 * @param input the shape of a row
 * @param calibration what was measured in place of constants
 */
public record Model(
    Settings settings,
    Architecture architecture,
    Recipe recipe,
    Shape input,
    Calibration calibration) {

  /** A network whose first layer is a convolution or a pooling. */
  private static final Pattern SPATIAL = Pattern.compile("^[\\s(0-9xRB]*[CP]\\(");

  /** The fewest rows that a network has room for, so that measuring is quick at batch size 1. */
  private static final int LEAST_ROOM = 64;

  /**
   * Reads the settings.
   *
   * @throws IllegalArgumentException if they contradict each other or the data
   */
  public static Model of(Settings settings, Inputs inputs) {
    if (settings.architecture().isEmpty()) {
      throw new IllegalArgumentException(
          "--arch says what network to train, such as --arch 'F(64)-F(64)-F("
              + inputs.outputs()
              + ")'");
    }
    if (settings.norm() == Norm.BATCHNORM && settings.whole(Setting.BATCH) == 1) {
      throw new IllegalArgumentException(
          "--norm batchnorm cannot train with --batch 1: a batch of one row has no variance to"
              + " divide by, every normalised value would be 0; choose --batch 2 or more, or --norm"
              + " normprop or layernorm, which need no batch");
    }
    mustFit(settings.text(Setting.ARCH), inputs);
    Model model = of(settings, shape(inputs.shape()));
    Shape output = model.architecture().output(model.input());
    if (output.size() != inputs.outputs()) {
      throw new IllegalArgumentException(
          "--arch ends in "
              + output.size()
              + (output.size() == 1 ? " output, but " : " outputs, but ")
              + inputs.data()
              + (inputs.classes().isEmpty()
                  ? " has one number to predict: end in F(1)"
                  : " has " + inputs.outputs() + " classes: end in F(" + inputs.outputs() + ")"));
    }
    // What no normalisation or no constant could do is told before a folder is there.
    model.needs();
    return model;
  }

  /** A convolution of rows of plain numbers would see as many channels of one pixel each. */
  private static void mustFit(String architecture, Inputs inputs) {
    SampleShape shape = inputs.shape();
    if (shape.isImage() || shape.channels() == 1 || !SPATIAL.matcher(architecture).find()) {
      return;
    }
    throw new IllegalArgumentException(
        "--arch begins with windows over images, but "
            + inputs.data()
            + " has rows of "
            + shape.channels()
            + " numbers: if they are images, say --shape CHANNELSxHEIGHTxWIDTH, such as --shape "
            + guess(shape.channels())
            + "; if not, begin with F(64)");
  }

  private static String guess(int values) {
    for (int channels : new int[] {1, 3}) {
      int side = (int) Math.round(Math.sqrt((double) values / channels));
      if (channels * side * side == values) {
        return channels + "x" + side + "x" + side;
      }
    }
    return "1x1x" + values;
  }

  /** Reads the settings for images of a shape, whatever is to come out. */
  public static Model of(Settings settings, Shape input) {
    Architecture architecture =
        settings
            .architecture()
            .orElseThrow(() -> new IllegalArgumentException("--arch says what the layers are"));
    return new Model(settings, architecture, settings.recipe(), input, Calibration.NONE);
  }

  private static Shape shape(SampleShape shape) {
    return new Shape(shape.channels(), shape.height(), shape.width());
  }

  /** This model, with what settings left to the data. */
  Model with(Tuning tuning) {
    return new Model(
        settings, architecture, recipe.with(tuning.rho()), input, tuning.calibration());
  }

  /** The units whose constants the network takes, by how their inputs correlate. */
  Map<Correlation, Set<Unit>> needs() {
    Map<Correlation, Set<Unit>> units =
        new LinkedHashMap<>(Map.of(Correlation.NONE, Set.<Unit>of()));
    units.putAll(Plan.required(architecture, input, recipe).units());
    return units;
  }

  /** All that it needs, from a source. */
  Constants constants(ConstantsSource source) throws IOException {
    List<ConstantsTable> tables = new ArrayList<>();
    for (Map.Entry<Correlation, Set<Unit>> need : needs().entrySet()) {
      tables.add(source.of(Input.normal(0, 1, need.getKey()), need.getValue()).table());
    }
    return Constants.of(tables);
  }

  /** All that makes the network but its weights. */
  NetworkDescription description(Constants constants) {
    return new NetworkDescription(architecture, input, recipe, constants, calibration);
  }

  /** A network at its start. */
  Network network(NetworkDescription description, Engine engine) {
    return description.network(
        settings.initialiser(),
        settings.seed(),
        Math.max(LEAST_ROOM, settings.whole(Setting.BATCH)),
        engine);
  }

  Optimiser optimiser() {
    Decay decay = new Decay(settings.number(Setting.WEIGHT_DECAY), false);
    double clip = settings.number(Setting.CLIP);
    double longest = clip == 0 ? Optimiser.NO_CLIP : clip;
    if (settings.optimiser() == OptimiserKind.ADAM) {
      Optimiser.Adam adam = Optimiser.Adam.DEFAULT;
      return new Optimiser.Adam(adam.beta1(), adam.beta2(), adam.epsilon(), decay, longest);
    }
    return new Optimiser.Sgd(
        settings.number(Setting.MOMENTUM), settings.yes(Setting.NESTEROV), decay, longest);
  }

  Schedule schedule() {
    return settings.schedule();
  }
}
