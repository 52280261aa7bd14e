package org.normprop.cli.onnx;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.normprop.cli.line.Arguments;
import org.normprop.cli.line.Option;
import org.normprop.cli.line.UsageException;
import org.normprop.data.InputNorm;
import org.normprop.data.SampleShape;
import org.normprop.data.TargetScale;
import org.normprop.data.sets.DataSource;
import org.normprop.net.layer.Shape;
import org.normprop.net.onnx.read.OnnxModel;
import org.normprop.net.onnx.take.ModelReading;
import org.normprop.net.onnx.take.OpenSizes;
import org.normprop.net.onnx.take.OwnModel;
import org.normprop.net.onnx.take.TakenNetwork;
import org.normprop.text.ChoiceWords;
import org.normprop.train.Problem;
import org.normprop.train.Start;
import org.normprop.train.TableSettings;
import org.normprop.train.setting.InputRule;
import org.normprop.train.setting.Setting;
import org.normprop.train.setting.Settings;

/**
 * {@code train --from MODEL.onnx}: layers and weights of a model, to train further.
 *
 * @param file the model
 * @param network the network that it is
 */
public record ModelStart(Path file, TakenNetwork network) {

  public static final Option FROM =
      Option.of("from", "MODEL", "layers and weights of this .onnx file, to train further");

  /**
   * The model that is named.
   *
   * @param given the settings that were given
   * @param cache the folder of fetched data sets
   */
  public static Optional<ModelStart> of(Arguments arguments, Map<Setting, String> given, Path cache)
      throws IOException {
    if (!arguments.has(FROM.name())) {
      return Optional.empty();
    }
    Path file = Path.of(arguments.text(FROM.name(), ""));
    OnnxModel model = OnnxModel.read(file);
    Optional<TakenNetwork> own = OwnModel.of(model);
    if (own.isPresent()) {
      return Optional.of(new ModelStart(file, own.get()));
    }
    Optional<Shape> row =
        OpenSizes.in(model) ? row(Settings.goingOn(given), cache) : Optional.empty();
    return Optional.of(new ModelStart(file, ModelReading.of(model, row)));
  }

  /** What a row is: as {@code --shape} says, or as the data have it. */
  private static Optional<Shape> row(Settings settings, Path cache) throws IOException {
    Optional<SampleShape> shape = settings.shape();
    if (shape.isEmpty() && !settings.text(Setting.DATA).isEmpty()) {
      DataSource source = new DataSource(settings.text(Setting.DATA), cache);
      shape = Optional.of(source.open(TableSettings.request(settings)).loaded().rows().shape());
    }
    return shape.map(one -> new Shape(one.channels(), one.height(), one.width()));
  }

  /** What the user gave, with what the model says. */
  public Settings settings(Map<Setting, String> given) {
    Map<Setting, String> all = new EnumMap<>(given);
    for (Setting setting : Setting.values()) {
      String text = network.settings().get(setting.key());
      if (text == null) {
        continue;
      }
      if (given.containsKey(setting)) {
        throw new UsageException(
            "--"
                + setting.key()
                + " does not go with --from: "
                + file
                + " says what the layers are");
      }
      all.put(setting, text);
    }
    if (input().isImage()) {
      all.putIfAbsent(Setting.SHAPE, input().toString());
    }
    all.putIfAbsent(Setting.INPUT, ChoiceWords.word(InputRule.KEPT));
    return Settings.goingOn(all);
  }

  /**
   * Where training starts.
   *
   * @throws UsageException if the model takes other rows
   */
  public Start start(Problem problem) {
    SampleShape shape = problem.train().shape();
    boolean fits = input().isImage() ? input().equals(shape) : input().size() == shape.size();
    if (!fits) {
      throw new UsageException(
          "rows are of " + shape + " values, and " + file + " takes " + input());
    }
    int n = network.means().length;
    InputNorm.Mode mode =
        n == 0
            ? InputNorm.Mode.NONE
            : n == 1
                ? InputNorm.Mode.GLOBAL
                : n == shape.channels() ? InputNorm.Mode.CHANNEL : InputNorm.Mode.ELEMENT;
    InputNorm norm;
    try {
      norm = new InputNorm(mode, shape, network.means(), network.stds());
    } catch (IllegalArgumentException e) {
      throw new UsageException(file + ": " + e.getMessage());
    }
    return new Start(
        norm, new TargetScale(network.targetMean(), network.targetStd()), network.weights()::into);
  }

  private SampleShape input() {
    Shape shape = network.input();
    return new SampleShape(shape.channels(), shape.height(), shape.width());
  }
}
