package org.normprop.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code export RUN --to pytorch} writes computes what {@code predict} prints. */
class PyTorchNetworkTest {

  @TempDir private Path dir;
  private String python;
  private String run = "run";

  @BeforeEach
  void thereIsPyTorch() {
    Optional<String> found =
        List.of("python3", "/usr/bin/python3").stream()
            .filter(name -> run(name, "-c", "import torch") == 0)
            .findFirst();
    assumeTrue(found.isPresent(), "needs python3 with PyTorch (Debian: python3-torch)");
    python = found.get();
  }

  private int run(String... line) {
    try {
      return new ProcessBuilder(line)
          .directory(dir.toFile())
          .redirectErrorStream(true)
          .redirectOutput(dir.resolve("out.txt").toFile())
          .start()
          .waitFor();
    } catch (IOException | InterruptedException e) {
      return -1;
    }
  }

  private String rows(int columns) throws IOException {
    Random random = new Random(3);
    List<String> lines = new ArrayList<>();
    for (int row = 0; row < 4; row++) {
      lines.add(
          String.join(
              ",",
              IntStream.range(0, columns).mapToObj(i -> "" + random.nextInt(17) / 16.0).toList()));
    }
    Files.write(dir.resolve("rows.csv"), lines);
    lines.add(0, String.join(",", IntStream.range(0, columns).mapToObj(i -> "p" + i).toList()));
    Files.write(dir.resolve("named.csv"), lines);
    return dir.resolve("named.csv").toString();
  }

  private String run() {
    return dir.resolve(run).toString();
  }

  private void train(String... options) {
    List<String> line = new ArrayList<>(List.of("train", "--epochs", "1", "--out", run()));
    line.addAll(List.of(options));
    Cli cli = Cli.run(line.toArray(String[]::new));
    assertEquals(0, cli.code(), cli.err());
  }

  private static double[] numbers(String line) {
    return Arrays.stream(line.split(",")).mapToDouble(Double::parseDouble).toArray();
  }

  /** The probabilities, or the number, at the end of a line of predict. */
  private void assertSame(List<String> ours, List<String> theirs) {
    assertEquals(4, theirs.size(), theirs::toString);
    for (int row = 0; row < 4; row++) {
      double[] expected = numbers(ours.get(row));
      double[] got = numbers(theirs.get(row));
      double size = Arrays.stream(got).map(Math::abs).max().orElse(0);
      for (int i = 0; i < got.length; i++) {
        // float32 on both sides, and predict's digits
        assertEquals(
            expected[expected.length - got.length + i],
            got[i],
            2e-5 * Math.max(1, size),
            ours.get(row) + " against " + theirs.get(row));
      }
    }
  }

  private List<String> predicted(String... more) {
    List<String> line = new ArrayList<>(List.of("predict", run(), dir.resolve("named.csv") + ""));
    line.addAll(List.of(more));
    Cli cli = Cli.run(line.toArray(String[]::new));
    assertEquals(0, cli.code(), cli.err());
    return cli.out().lines().skip(1).toList();
  }

  private List<String> computed(boolean classes) throws IOException {
    return computed(classes, "rows.csv");
  }

  private List<String> computed(boolean classes, String rows) throws IOException {
    Cli cli = Cli.run("export", run(), "--to", "pytorch", "-o", dir.resolve("net.py").toString());
    assertEquals(0, cli.code(), cli.err());
    assertEquals(0, run(python, "net.py", rows), () -> text("out.txt"));
    return text("out.txt").lines().skip(classes ? 1 : 0).toList();
  }

  private String text(String name) {
    try {
      return Files.readString(dir.resolve(name));
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** Architectures, and options that make them different in all that a module must know. */
  private static final List<String> NETWORKS =
      List.of(
          "F(24)-F(10); --activation gelu",
          "F(24)-D(keep=0.8)-F(10); --norm weightnorm",
          "F(24)-F(10); --norm batchnorm",
          "F(24)-F(10); --norm layernorm",
          "C(4,3,1,1)-R(C(4,3,1,1,linear))-A-B(|C(2,1,1,0))-P(2,2,0,max)-F(10); --norm layernorm",
          "F(24)-F(10); --activation prelu",
          "C(6,3,1,1)-P(3,2,1,max)-C(8,3,2,1)-F(10); --weights project",
          "C(6,3,1,1)-P(3,2,1,avg)-F(10); --norm none",
          "C(6,3,1,1)-P(2,2,0,max)-F(10); --borders plain --rho 0.6",
          "C(6,3,1,1)-2xR(C(6,3,1,1)-C(6,3,1,1,linear))-A-P(global,avg)-F(10); --residual unit",
          "C(6,3,1,1)-R(C(8,3,2,1)-C(8,3,1,1,linear)|C(8,1,2,0,linear))-A-F(10); --residual nf",
          "C(4,3,1,1)-B(|C(4,3,1,1,groups=4)|C(2,1,1,0))-P(global,avg)-F(10); --norm batchnorm");

  /** One process for all: PyTorch takes seconds to load. */
  @Test
  void modulesComputeWhatPredictPrints() throws IOException {
    rows(64);
    List<List<String>> ours = new ArrayList<>();
    StringBuilder script =
        new StringBuilder(
            "import torch\nrows = torch.tensor([[float(v) for v in l.split(',')] for l in open('rows.csv')])\n");
    for (String network : NETWORKS) {
      String[] parts = network.split("; ");
      List<String> line = new ArrayList<>(List.of("--data", "digits", "--arch", parts[0]));
      line.addAll(List.of(parts[1].split(" ")));
      run = "run" + ours.size();
      train(line.toArray(String[]::new));
      String name = "net" + ours.size();
      Cli cli = Cli.run("export", run(), "--to", "pytorch", "-o", dir.resolve(name + ".py") + "");
      assertEquals(0, cli.code(), cli.err());
      script
          .append("import ")
          .append(name)
          .append("\nfor row in ")
          .append(name)
          .append(".load()(rows).softmax(1):\n");
      script.append("    print(','.join(f'{float(v):.9g}' for v in row))\n");
      ours.add(predicted());
    }
    Files.writeString(dir.resolve("all.py"), script);
    assertEquals(0, run(python, "all.py"), () -> text("out.txt"));
    List<String> theirs = text("out.txt").lines().toList();
    for (int i = 0; i < NETWORKS.size(); i++) {
      assertSame(ours.get(i), theirs.subList(4 * i, 4 * i + 4));
    }
  }

  /** Columns are found by their names in any order, categories among them. */
  @Test
  void aTableOfNumbersAndWordsIsReadByItsHeader() throws IOException {
    List<String> lines = new ArrayList<>(List.of("town,area,price"));
    for (int i = 0; i < 40; i++) {
      lines.add(
          i % 3 == 0 ? "Köln," + i + "," + (20_000 + i) : "Ulm," + i + "," + (10_000 + 3 * i));
    }
    Files.write(dir.resolve("houses.csv"), lines);
    train("--data", dir + "/houses.csv", "--target", "price", "--arch", "F(8)-F(1)");
    Files.write(
        dir.resolve("named.csv"),
        List.of("area,town,owner", "3,Köln,x", "40,Ulm,y", "7,Köln,z", "9,Ulm,x"));
    assertSame(predicted(), computed(false, "named.csv"));
    for (String row : List.of("3,Paris", ",Ulm")) {
      Files.write(dir.resolve("other.csv"), List.of("area,town", row));
      assertNotEquals(0, run(python, "net.py", "other.csv"), row);
    }
  }

  @Test
  void weightsComeBack() throws IOException {
    train("--data", "digits", "--arch", "C(4,3,1,1)-F(10)", "--norm", "batchnorm");
    rows(64);
    computed(true);
    Files.writeString(
        dir.resolve("change.py"),
        """
        import net, torch
        n = net.load()
        with torch.no_grad():
            for p in n.parameters():
                p.mul_(1.1)
        net.save(n, "changed.safetensors")
        rows = [[float(v) for v in l.split(",")] for l in open("rows.csv")]
        for row in n(torch.tensor(rows)).softmax(1).detach():
            print(",".join(f"{float(v):.9g}" for v in row))
        """);
    assertEquals(0, run(python, "change.py"), () -> text("out.txt"));
    List<String> theirs = text("out.txt").lines().toList();
    List<String> before = predicted();
    List<String> ours = predicted("--weights-from", dir.resolve("changed.safetensors").toString());
    assertSame(ours, theirs);
    assertTrue(!before.equals(ours), "the weights are others");
  }
}
