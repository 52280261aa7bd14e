package org.normprop.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.normprop.cli.line.ExitCode;
import org.normprop.function.catalogue.Activations;
import org.normprop.net.graph.Architecture;
import org.normprop.report.reference.ArchitectureReference;
import org.normprop.report.reference.Reference;
import org.normprop.table.Quantity;

/** The pages of reference: what stands in src/docs is what the program goes by. */
class ReferenceTest {

  /** The few things of PyTorch that the recipe needs, by NumPy. */
  private static final String STAND_IN =
      """
      import numpy as np
      float32 = np.float32
      class T(np.ndarray):
          def norm(self, dim, keepdim):
              return np.sqrt((self * self).sum(axis=dim, keepdims=keepdim))
          def softmax(self, dim):
              e = np.exp(self - self.max(axis=dim, keepdims=True))
              return e / e.sum(axis=dim, keepdims=True)
      def tensor(a):
          return np.asarray(a, dtype=np.float32).view(T)
      def frombuffer(data, dtype):
          return np.frombuffer(bytes(data), dtype=dtype).view(T)
      def relu(x):
          return np.maximum(x, 0)
      """;

  @TempDir private Path dir;

  @ParameterizedTest
  @EnumSource
  void theCommittedPageIsWhatTheProgramPrints(Reference reference) throws IOException {
    Path page = Path.of("src/docs", reference.topic() + ".md");
    assertEquals(
        Cli.run("manual", reference.topic()).out(),
        Files.readString(page),
        "make it anew: java -jar target/normprop.jar manual " + reference.topic() + " > " + page);
  }

  @Test
  void everyActivationIsListed() {
    String page = Reference.ACTIVATIONS.page();
    for (String name : Activations.names()) {
      assertTrue(page.contains("\n| `" + name + "` | `"), name);
    }
  }

  @Test
  void everyPartOfTheNotationHasAnExampleThatIsOne() {
    for (ArchitectureReference.Part part : ArchitectureReference.parts()) {
      Architecture.parse(part.example());
    }
  }

  @Test
  void anUnknownTopicIsAnsweredWithTheNearest() {
    Cli cli = Cli.run("manual", "definition");
    assertEquals(ExitCode.USAGE, cli.code());
    assertTrue(cli.err().contains("did you mean definitions?"), cli.err());
  }

  @Test
  void anEstimateExplainsEveryNumberOfItsCard() {
    Cli cli = Cli.run("estimate", "gelu", "--method", "exact", "--explain");
    for (Quantity quantity : Quantity.values()) {
      assertTrue(
          cli.out().contains("  " + quantity.heading() + " = " + quantity.formula() + " = "),
          quantity.heading());
    }
    assertTrue(cli.out().contains("gain = 1/std = 1.70093"), cli.out());
    assertTrue(cli.out().lines().allMatch(line -> line.length() <= 80), cli.out());
  }

  @Test
  void theRecipePredictsWhatPredictPrints() throws Exception {
    assumeTrue(python(dir, "-c", "import numpy") == 0, "needs python3 with NumPy");
    Path run = dir.resolve("run");
    assertEquals(
        0,
        Cli.run("train", "--demo", "digits-mlp", "--epochs", "1", "--out", run.toString()).code());
    Path rows = dir.resolve("rows.csv");
    StringBuilder text = new StringBuilder("p0");
    for (int i = 1; i < 64; i++) {
      text.append(",p").append(i);
    }
    text.append('\n');
    for (int row = 0; row < 3; row++) {
      for (int i = 0; i < 64; i++) {
        text.append(i == 0 ? "" : ",").append((7 * i + 5 * row) % 17 / 16.0);
      }
      text.append('\n');
    }
    Files.writeString(rows, text);
    Files.writeString(dir.resolve("torch.py"), STAND_IN);
    String page = Reference.RUN_FOLDER.page();
    String recipe = page.substring(page.indexOf("```python\n") + 10, page.lastIndexOf("```"));
    Files.writeString(
        dir.resolve("recipe.py"),
        recipe
            + """
            import sys
            x = torch.tensor([[float(v) for v in line.split(",")] for line in list(open("rows.csv"))[1:]])
            for p in predict("run", x):
                print(",".join(repr(float(v)) for v in p))
            """);
    Path out = dir.resolve("out.txt");
    assertEquals(0, python(dir, "recipe.py"), () -> read(out));
    List<String> expected =
        Cli.run("predict", run.toString(), rows.toString()).out().lines().skip(1).toList();
    List<String> got = Files.readAllLines(out);
    assertEquals(3, got.size());
    for (int row = 0; row < 3; row++) {
      double[] ours = numbers(expected.get(row));
      double[] theirs = numbers(got.get(row));
      for (int i = 0; i < theirs.length; i++) {
        // float32 on both sides, and predict's six digits
        assertEquals(ours[ours.length - theirs.length + i], theirs[i], 2e-5, expected.get(row));
      }
    }
  }

  private static double[] numbers(String line) {
    return Arrays.stream(line.split(",")).mapToDouble(Double::parseDouble).toArray();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static int python(Path folder, String... arguments) throws Exception {
    String[] line = new String[arguments.length + 1];
    line[0] = "python3";
    System.arraycopy(arguments, 0, line, 1, arguments.length);
    try {
      return new ProcessBuilder(line)
          .directory(folder.toFile())
          .redirectErrorStream(true)
          .redirectOutput(folder.resolve("out.txt").toFile())
          .start()
          .waitFor();
    } catch (IOException e) {
      return -1;
    }
  }
}
