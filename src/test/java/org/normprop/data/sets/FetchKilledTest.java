package org.normprop.data.sets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.normprop.data.Made;

/**
 * Fetching is killed at random moments. The system property {@code normprop.kills} says how often;
 * the profile {@code soak} sets it.
 */
@Timeout(600)
class FetchKilledTest {

  private static final int KILLS = Integer.getInteger("normprop.kills", 6);
  private static final int PIECE = 20_000;

  private static final byte[] FIRST = Made.noise(400_000);
  private static final byte[] SECOND = Made.noise(300_000);

  @TempDir private Path temporary;
  private Path folder;
  private LoopbackServer server;

  private static KnownSet set(URI base) {
    return FetchTest.set(
        List.of(FetchTest.wanted("first", FIRST), FetchTest.wanted("second", SECOND)),
        new WebFiles(base));
  }

  /** Fetches; started as a process of its own. */
  static final class Child {

    private Child() {}

    public static void main(String[] arguments) throws Exception {
      FetchListener listener =
          new FetchListener() {
            @Override
            public void remark(String text) {}

            @Override
            public void progress(String what, long done, long total) {}
          };
      System.out.println("ready");
      try {
        new Fetch(
                set(URI.create(arguments[0])),
                Path.of(arguments[1]),
                listener,
                FetchSettings.standard())
            .run();
        System.out.println("fetched");
      } catch (IOException e) {
        System.out.println(e.getMessage());
      }
    }
  }

  private Process child() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            Child.class.getName(),
            server.base().toString(),
            folder.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  @BeforeEach
  void start() throws IOException {
    folder = temporary.resolve("set");
    server = new LoopbackServer();
    serveSlowly("first.gz", Made.packed(FIRST));
    serveSlowly("second.gz", Made.packed(SECOND));
  }

  /** About a third of a second for both files, so that kills fall into every stage. */
  private void serveSlowly(String path, byte[] bytes) {
    server.put(
        path,
        exchange -> {
          String range = exchange.getRequestHeaders().getFirst("Range");
          int start = range == null ? 0 : Integer.parseInt(range.replaceAll("[^0-9]", ""));
          if (start >= bytes.length) {
            LoopbackServer.send(exchange, bytes, 0);
            return;
          }
          if (start > 0) {
            exchange.getResponseHeaders().set("Content-Range", "bytes " + start + "-");
          }
          exchange.sendResponseHeaders(start > 0 ? 206 : 200, bytes.length - start);
          for (int at = start; at < bytes.length; at += PIECE) {
            exchange.getResponseBody().write(bytes, at, Math.min(PIECE, bytes.length - at));
            exchange.getResponseBody().flush();
            pause();
          }
        });
  }

  private static void pause() {
    try {
      Thread.sleep(10);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void assertNothingIsHalf() throws IOException {
    for (String name : List.of("first", "second")) {
      Path file = folder.resolve(name);
      if (Files.exists(file)) {
        assertArrayEquals(name.equals("first") ? FIRST : SECOND, Files.readAllBytes(file));
      }
    }
  }

  private List<String> names() throws IOException {
    if (!Files.exists(folder)) {
      return List.of(); // killed before it was made
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void killedAtAnyMomentItLeavesWholeFilesAndGoesOn() throws Exception {
    SplittableRandom random = new SplittableRandom(1);
    int finished = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      Process process = child();
      try (BufferedReader out = reader(process)) {
        assertEquals("ready", out.readLine());
        Thread.sleep(random.nextInt(400));
        process.destroyForcibly().waitFor();
      }
      assertNothingIsHalf();
      if (names().equals(List.of(".lock", "first", "second"))) {
        finished++;
        Files.delete(folder.resolve("first"));
        Files.delete(folder.resolve("second"));
      }
    }
    Process last = child();
    try (BufferedReader out = reader(last)) {
      assertEquals("ready", out.readLine());
      assertEquals("fetched", out.readLine());
    }
    assertNothingIsHalf();
    assertEquals(List.of(".lock", "first", "second"), names());
    assertTrue(finished < KILLS, "no kill came before the end");
  }

  @Test
  void ofTwoProcessesOneFetchesAndTheOtherIsToldOrFindsAllDone() throws Exception {
    List<Process> processes = List.of(child(), child());
    List<String> answers = new ArrayList<>();
    for (Process process : processes) {
      try (BufferedReader out = reader(process)) {
        assertEquals("ready", out.readLine());
        answers.add(out.readLine());
      }
    }
    answers.sort(null);
    assertTrue(answers.contains("fetched"), answers.toString());
    for (String answer : answers) {
      assertTrue(
          answer.equals("fetched") || answer.contains("is in use by data fetch set (process "),
          answer);
    }
    assertNothingIsHalf();
    assertEquals(List.of(".lock", "first", "second"), names());
  }

  private static BufferedReader reader(Process process) {
    return new BufferedReader(
        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }
}
