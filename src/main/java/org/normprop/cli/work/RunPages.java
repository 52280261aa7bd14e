package org.normprop.cli.work;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.normprop.cli.about.Version;
import org.normprop.cli.line.Console;
import org.normprop.io.AtomicFile;
import org.normprop.report.page.RunPage;
import org.normprop.train.ConstantsSource;
import org.normprop.train.RunFolder;
import org.normprop.train.Training;
import org.normprop.train.compare.RunOutfit;

/** A page for each run of a comparison, to which the comparison's page leads. */
public final class RunPages implements RunOutfit {

  private static final long serialVersionUID = 1;

  static void write(RunFolder run, Training training) throws IOException {
    Path page = run.path().resolve("report.html");
    if (!Files.exists(page)) {
      AtomicFile.write(page, RunPage.html(run, training.heldOut(), Version.current()));
    }
  }

  @Override
  public ConstantsSource constants() {
    PrintStream nobody =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    return new ComputedConstants(new Console(nobody, nobody, false));
  }

  @Override
  public void finish(RunFolder folder, Training training) throws IOException {
    write(folder, training);
  }
}
