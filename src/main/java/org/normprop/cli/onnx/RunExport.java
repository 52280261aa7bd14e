package org.normprop.cli.onnx;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.normprop.cli.line.Arguments;
import org.normprop.cli.line.Console;
import org.normprop.cli.line.ExitCode;
import org.normprop.cli.line.UsageException;
import org.normprop.io.AtomicFile;
import org.normprop.net.compute.Engine;
import org.normprop.net.onnx.read.OnnxModel;
import org.normprop.net.onnx.take.OwnModel;
import org.normprop.net.onnx.write.NetworkExport;
import org.normprop.train.RunFolder;
import org.normprop.train.TrainedRun;
import org.normprop.train.setting.Setting;

/** {@code export RUN --to onnx}: a trained network as a model. */
public final class RunExport {

  private RunExport() {}

  /** Runs the command. */
  public static int run(Arguments arguments, Console console) throws IOException {
    if (arguments.operands().size() != 1) {
      throw new UsageException("export --to onnx takes one RUN, the folder of a training");
    }
    Path output =
        arguments
            .output()
            .orElseThrow(() -> new UsageException("export --to onnx needs -o FILE.onnx"));
    RunFolder folder = new RunFolder(Path.of(arguments.operands().get(0)));
    folder.mustBeRun();
    try (Engine engine = Engine.start(1)) {
      TrainedRun run = TrainedRun.open(folder, engine);
      String made =
          Setting.ofNetwork().stream()
              .map(setting -> setting.key() + "=" + run.settings().text(setting))
              .collect(Collectors.joining("\n"));
      OnnxModel model =
          NetworkExport.of(run.network(), run.inputs().surroundings(), Map.of(OwnModel.KEY, made));
      AtomicFile.write(output, model::writeTo);
      console.err().println(output + ": " + model.size() + " bytes");
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage());
    }
    return ExitCode.DONE;
  }
}
