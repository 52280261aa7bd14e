package org.normprop.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.normprop.cli.line.Arguments;
import org.normprop.cli.line.Command;
import org.normprop.cli.line.Console;
import org.normprop.cli.line.Option;
import org.normprop.cli.line.UsageException;
import org.normprop.cli.onnx.ModelNormalisation;
import org.normprop.net.onnx.read.OnnxModel;
import org.normprop.train.setting.Setting;

/** {@code normalise}: a model whose every weight layer has mean 0 and standard deviation 1. */
final class NormaliseCommand implements Command {

  @Override
  public String name() {
    return "normalise";
  }

  @Override
  public String summary() {
    return "write a model whose every weight layer has mean 0 and standard deviation 1";
  }

  @Override
  public String operands() {
    return "MODEL.onnx";
  }

  @Override
  public List<Option> options() {
    List<Option> options = new ArrayList<>(ModelNormalisation.options());
    SettingOptions.all().stream()
        .filter(option -> Own.DATA.contains(Setting.named(option.name())))
        .forEach(options::add);
    options.add(DataCommand.DIR);
    options.add(Option.SEED);
    options.add(Option.THREADS);
    return options;
  }

  @Override
  public List<String> examples() {
    return List.of(
        "normalise model.onnx -o out.onnx",
        "normalise model.onnx --by measured --rows 512 -o out.onnx",
        "normalise model.onnx --replace-batchnorm -o out.onnx");
  }

  @Override
  public int run(Arguments arguments, Console console) throws IOException {
    if (arguments.operands().size() != 1) {
      throw new UsageException(
          "normalise takes one MODEL.onnx, such as normalise model.onnx -o out.onnx");
    }
    OnnxModel model = ModelFiles.model(arguments);
    return ModelNormalisation.run(arguments, model, ModelFiles.outside(arguments, model), console);
  }

  /** Settings of data; not loaded where only the command's name is asked. */
  private static final class Own {
    static final List<Setting> DATA =
        List.of(
            Setting.DATA,
            Setting.TARGET,
            Setting.SEPARATOR,
            Setting.DECIMAL,
            Setting.ENCODING,
            Setting.HEADER,
            Setting.MISSING,
            Setting.DROP,
            Setting.INPUT_FLOOR);
  }
}
