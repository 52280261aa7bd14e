package org.normprop.net.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.normprop.io.BadFileException;
import org.normprop.net.compute.Engine;
import org.normprop.net.compute.Tensor;
import org.normprop.net.graph.Architecture;
import org.normprop.net.graph.Recipe;
import org.normprop.net.layer.Shape;
import org.normprop.net.run.Initialiser;
import org.normprop.net.run.Nets;
import org.normprop.net.run.Network;
import org.normprop.net.run.NormalIntegrals;
import org.normprop.net.run.Pass;
import org.normprop.net.run.Recipes;

/** Networks survive their files, here and in PyTorch. */
class NetworkFileTest {

  private static final Engine ENGINE = Engine.start(1);
  private static final Shape IMAGE = new Shape(2, 8, 9);
  private static final int BATCH = 7;

  @TempDir private Path folder;

  private static NetworkDescription description(String notation, String... options) {
    Architecture architecture = Architecture.parse(notation);
    Recipe recipe = Recipes.of(options);
    return new NetworkDescription(
        architecture, IMAGE, recipe, NormalIntegrals.constants(architecture, IMAGE, recipe));
  }

  @Test
  void aNetworkIsTheSameAfterWritingAndReading() throws IOException {
    NetworkDescription description =
        description("C(3,3,1,1)-P(3,2,1,max)-D(keep=0.5)-F(4)-F(2)", "activation", "tanh");
    Network network = description.network(Initialiser.GLOROT, 3, BATCH, ENGINE);
    Path file = folder.resolve("net.safetensors");
    NetworkFile.write(file, description, network);
    Network again = NetworkFile.read(file, BATCH, ENGINE);
    float[] x = Nets.normals(BATCH * IMAGE.size(), 1);
    assertArrayEquals(
        network.forward(x, BATCH, Pass.EVALUATION), again.forward(x, BATCH, Pass.EVALUATION));
    Path second = folder.resolve("again.safetensors");
    NetworkFile.write(second, NetworkDescription.parse(Safetensors.read(file).metadata()), again);
    assertArrayEquals(Files.readAllBytes(file), Files.readAllBytes(second));
  }

  @Test
  void aFileOfAnotherNetworkIsRefused() throws IOException {
    NetworkDescription description = description("F(4)-F(2)");
    Network network = description.network(Initialiser.GLOROT, 3, BATCH, ENGINE);
    Path file = folder.resolve("net.safetensors");
    assertRefused(file, "the metadata say nothing of architecture", Map.of(), network.state());
    Map<String, String> metadata = new HashMap<>(description.metadata());
    metadata.put("architecture", "F(60000000)-F(2)");
    assertRefused(
        file, "it holds fewer weights than F(60000000)-F(2) needs", metadata, network.state());
    metadata.put("architecture", "F(3)-F(2)");
    assertRefused(
        file, "0.weight has shape [4, 144], needed is [3, 144]", metadata, network.state());
    metadata.put("architecture", "F(3");
    assertRefused(file, "architecture, column 4", metadata, network.state());
    metadata.put("constants", "[{\"unit\":\"relu\"}]");
    metadata.put("architecture", "F(4)-F(2)");
    assertRefused(file, "scale must be positive", metadata, network.state());
    metadata.put("constants", "{{");
    assertRefused(file, "no JSON", metadata, network.state());
    assertRefused(
        file,
        "there is no tensor 0.beta",
        description.metadata(),
        network.state().stream().filter(t -> !t.name().equals("0.beta")).toList());
  }

  private static void assertRefused(
      Path file, String message, Map<String, String> metadata, List<Tensor> tensors)
      throws IOException {
    new Safetensors(metadata, tensors).write(file);
    BadFileException e =
        assertThrows(BadFileException.class, () -> NetworkFile.read(file, BATCH, ENGINE));
    assertTrue(e.getMessage().contains(message), e.getMessage());
  }

  private static Optional<String> pythonWithTorch() {
    String findTorch = "import importlib.util as u, sys; sys.exit(u.find_spec('torch') is None)";
    return List.of("python3", "/usr/bin/python3").stream()
        .filter(python -> run(List.of(python, "-c", findTorch)).isPresent())
        .findFirst();
  }

  /** What a command prints; empty if it fails. */
  private static Optional<String> run(List<String> command) {
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor() == 0 ? Optional.of(out.strip()) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  @Test
  void pyTorchComputesTheSameFromOurFilesAndWeFromIts() throws IOException {
    Optional<String> python = pythonWithTorch();
    assumeTrue(python.isPresent(), "needs python3 with PyTorch (Debian: python3-torch)");
    List<NetworkDescription> descriptions =
        List.of(
            description("C(3,3,1,1)-P(2,2,0,max)-C(4,3x2,2,1)-P(global,avg)-F(5)-F(2)"),
            description("C(3,3,1,1)-F(5)-F(2)", "activation", "prelu"),
            description(
                "C(3,3,1,1)-P(2,2,0,max)-F(5)-F(2)", "norm", "batchnorm", "activation", "tanh"),
            description(
                "C(3,3,1,1)-P(2,2,0,max)-F(5)-F(2)", "norm", "layernorm", "activation", "tanh"),
            description(
                "C(3,3,1,1)-P(2,2,0,max)-F(5)-F(2)", "norm", "weightnorm", "activation", "gelu"),
            description("C(3,3,1,1)-P(2,2,0,max)-F(5)-F(2)", "norm", "none"));
    float[] x = Nets.normals(BATCH * IMAGE.size(), 1);
    List<String> command =
        new ArrayList<>(List.of(python.orElseThrow(), "src/test/python/network_file.py"));
    for (NetworkDescription description : descriptions) {
      Path own = Files.createDirectory(folder.resolve(String.valueOf(command.size())));
      command.add(own.toString());
      Network network = description.network(Initialiser.HE, 3, BATCH, ENGINE);
      // Running averages, gains and shifts that are not where they start.
      network.startFrom(x, BATCH);
      network.forward(x, BATCH, Pass.training(0));
      NetworkFile.write(own.resolve("net.safetensors"), description, network);
      float[] y = network.forward(x, BATCH, Pass.EVALUATION);
      List<Tensor> io =
          List.of(
              new Tensor("x", List.of(BATCH, 2, 8, 9), x), new Tensor("y", List.of(BATCH, 2), y));
      new Safetensors(Map.of(), io).write(own.resolve("io.safetensors"));
    }

    String[] differences = run(command).orElseThrow().split("\n");
    assertEquals(descriptions.size(), differences.length);
    for (int i = 0; i < differences.length; i++) {
      assertTrue(Double.parseDouble(differences[i]) < 1e-5, differences[i]);
      Path own = Path.of(command.get(i + 2));
      Network back = NetworkFile.read(own.resolve("back.safetensors"), BATCH, ENGINE);
      float[] got = back.forward(x, BATCH, Pass.EVALUATION);
      Safetensors io = Safetensors.read(own.resolve("back_io.safetensors"));
      float[] expected = io.find("y").orElseThrow().values();
      float largest = 0;
      for (float value : expected) {
        largest = Math.max(largest, Math.abs(value));
      }
      for (int j = 0; j < expected.length; j++) {
        assertEquals(expected[j], got[j], 1e-5 * largest);
      }
    }
  }
}
