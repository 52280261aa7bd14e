package org.normprop.net.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.normprop.net.onnx.measure.Measurement;
import org.normprop.net.onnx.operator.ShapeInference;
import org.normprop.net.onnx.read.OnnxModel;

/** A model is nobody else's business: while one is measured, no socket is opened, native or not. */
class ModelNetworkTest {

  private static final Path OPEN_FILES = Path.of("/proc/self/fd");

  @BeforeEach
  void needsTheListOfOpenFiles() {
    assumeTrue(Files.isDirectory(OPEN_FILES), "no /proc/self/fd here to watch sockets by");
  }

  private static Set<String> sockets() {
    Set<String> found = new TreeSet<>();
    try (Stream<Path> all = Files.list(OPEN_FILES)) {
      all.forEach(
          file -> {
            try {
              String target = Files.readSymbolicLink(file).toString();
              if (target.startsWith("socket:")) {
                found.add(target);
              }
            } catch (IOException e) {
              // closed meanwhile
            }
          });
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return found;
  }

  @Test
  void measuringAModelOpensNoSocket() throws Exception {
    OnnxModel model = OnnxModels.residual(1, 16).model();
    Map<String, int[]> dims = Map.of("x", new int[] {1, 3, 12, 12});
    Set<String> before = sockets();
    Set<String> seen = new TreeSet<>();
    AtomicBoolean isDone = new AtomicBoolean();
    Thread watcher =
        new Thread(
            () -> {
              while (!isDone.get()) {
                seen.addAll(sockets());
              }
            });
    watcher.start();
    new Measurement(model, dims, ShapeInference.of(model, dims), name -> true)
        .run((input, sample, values) -> {}, 200, 2, done -> {});
    isDone.set(true);
    watcher.join();
    seen.addAll(sockets());
    seen.removeAll(before);
    assertEquals(Set.of(), seen);
  }

  @Test
  void aSocketIsSeen() throws IOException {
    Set<String> before = sockets();
    try (ServerSocket open = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertFalse(before.containsAll(sockets()), open::toString);
    }
  }
}
