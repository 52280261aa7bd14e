package org.normprop.cli;

import java.util.List;
import org.normprop.cli.line.Command;
import org.normprop.cli.work.ThisProcess;
import org.normprop.cli.work.Workplace;

/** The commands of the program. */
final class Commands {

  private Commands() {}

  /** All, in the order of the help, with their long work done in this process. */
  static List<Command> all() {
    return all(new ThisProcess());
  }

  /** All, in the order of the help. */
  static List<Command> all(Workplace workplace) {
    return List.of(
        new TablesCommand(workplace),
        new EstimateCommand(workplace),
        new FixedPointCommand(),
        new KernelCommand(),
        new VerifyCommand(),
        new ExportCommand(),
        new DataCommand(),
        new TrainCommand(),
        new EvaluateCommand(),
        new PredictCommand(),
        new CompareCommand(workplace),
        new PropagateCommand(),
        new NormaliseCommand(),
        new CompletionCommand(),
        new ManualCommand());
  }
}
