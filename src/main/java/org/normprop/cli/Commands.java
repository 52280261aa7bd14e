package org.normprop.cli;

import java.util.List;
import org.normprop.cli.line.Command;

/** The commands of the program. */
final class Commands {

  private Commands() {}

  /** All, in the order of the help. */
  static List<Command> all() {
    return List.of(
        new TablesCommand(),
        new EstimateCommand(),
        new FixedPointCommand(),
        new KernelCommand(),
        new VerifyCommand(),
        new ExportCommand(),
        new DataCommand(),
        new TrainCommand(),
        new EvaluateCommand(),
        new PredictCommand(),
        new CompareCommand(),
        new PropagateCommand(),
        new NormaliseCommand(),
        new CompletionCommand(),
        new ManualCommand());
  }
}
