package org.normprop.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.normprop.cli.Cli;
import org.normprop.cli.line.ExitCode;

/** Pages of runs, comparisons and signals, as commands make them; {@code @} is their folder. */
enum MadePages {
  RUN("run/report.html", "train --demo digits-mlp --epochs 3 --out @/run"),
  REGRESSION(
      "numbers/report.html",
      "train --data @/numbers.csv --target y --arch F(8)-F(1) --epochs 3 --out @/numbers"),
  COMPARISON(
      "compared/compare.html",
      "compare --data digits --arch F(16)-F(10) --epochs 3 --vary norm=normprop,batchnorm,none"
          + " --seeds 3 --lr 0.01 --out @/compared"),
  LAYERS(
      "layers.html", "propagate --arch 10xF(64)-F(10) --shape 64 --rows 256 --html @/layers.html"),
  RESIDUAL(
      "residual.html",
      "propagate --arch C(16,3,1,1,linear)-8xR(A-C(16,3,1,1)-C(16,3,1,1,linear))-A-P(global,avg)-F(10)"
          + " --norm none --residual sum --shape 3x16x16 --rows 128 --html @/residual.html"),
  DEEP(
      "deep.html",
      "propagate --arch 60xF(32)-F(10) --norm none --activation tanh --shape 32 --rows 256"
          + " --html @/deep.html"),
  TRAINED("trained.html", "propagate @/run --html @/trained.html"),
  MODEL(
      "model.html",
      "export @/run --to onnx -o @/net.onnx",
      "propagate @/net.onnx --rows 64 --html @/model.html"),
  LARGE(
      "large.html",
      "train --data digits --arch 100xF(16)-F(10) --epochs 1 --lr 1e-9 --out @/tall",
      "export @/tall --to onnx -o @/tall.onnx",
      "propagate @/tall.onnx --rows 16 --html @/large.html");

  private final String file;
  private final List<String> commands;

  MadePages(String file, String... commands) {
    this.file = file;
    this.commands = List.of(commands);
  }

  Path in(Path folder) {
    return folder.resolve(file);
  }

  /** Makes the page; a trained network's and a model's need the run's. */
  void make(Path folder) throws IOException {
    StringBuilder csv = new StringBuilder("a,b,y\n");
    IntStream.range(0, 200)
        .forEach(i -> csv.append(i % 7 + "," + i % 11 + "," + (i % 7 + 2 * (i % 11)) + "\n"));
    Files.writeString(folder.resolve("numbers.csv"), csv);
    for (String command : commands) {
      Cli made = Cli.run(command.replace("@", folder.toString()).split(" "));
      assertEquals(ExitCode.DONE, made.code(), made.err());
    }
  }

  static void makeAll(Path folder) throws IOException {
    for (MadePages page : values()) {
      page.make(folder);
    }
  }
}
