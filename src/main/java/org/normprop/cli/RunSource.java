package org.normprop.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.normprop.cli.about.Version;
import org.normprop.cli.line.Arguments;
import org.normprop.cli.line.Console;
import org.normprop.cli.line.ExitCode;
import org.normprop.cli.line.UsageException;
import org.normprop.export.PyTorchNetwork;
import org.normprop.io.AtomicFile;
import org.normprop.net.compute.Engine;
import org.normprop.net.compute.Tensor;
import org.normprop.net.file.Safetensors;
import org.normprop.train.RunFolder;
import org.normprop.train.TrainedRun;
import org.normprop.train.setting.Setting;

/**
 * {@code export RUN --to pytorch}: a trained network as a module's source, its weights beside it.
 */
final class RunSource {

  private RunSource() {}

  /** Whether the one operand is the folder of a run. */
  static boolean isRun(List<String> operands) {
    return operands.size() == 1 && new RunFolder(Path.of(operands.get(0))).isRun();
  }

  /** Runs the command. */
  static int run(Arguments arguments, Console console) throws IOException {
    Path output =
        arguments
            .output()
            .orElseThrow(
                () ->
                    new UsageException(
                        "export RUN --to pytorch needs -o FILE.py; the weights go beside it"));
    RunFolder folder = new RunFolder(Path.of(arguments.operands().get(0)));
    String name = output.getFileName().toString().replaceFirst("\\.py$", "");
    Path weights = output.resolveSibling(name + ".safetensors");
    try (Engine engine = Engine.start(1)) {
      TrainedRun run = TrainedRun.open(folder, engine);
      List<Tensor> tensors = run.network().state();
      String source =
          PyTorchNetwork.source(
              run.network().graph(),
              tensors,
              run.inputs().surroundings(),
              weights.getFileName().toString(),
              run.settings().text(Setting.ARCH)
                  + ", trained and written by normprop "
                  + Version.current()
                  + ".");
      new Safetensors(java.util.Map.of("format", "pt"), tensors).write(weights);
      AtomicFile.write(output, source);
      console.err().println(output + ", " + weights + ": " + tensors.size() + " tensors");
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage());
    }
    return ExitCode.DONE;
  }
}
