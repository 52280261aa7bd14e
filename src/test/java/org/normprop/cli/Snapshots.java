package org.normprop.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The contents that each file of a folder may have: all that it had at any time while nothing
 * disturbed its making.
 *
 * <p>Locks and the temporary files of dead processes are passed over, and files that hold times are
 * only looked at for their ends.
 */
final class Snapshots {

  private final Map<String, Set<String>> versions = new TreeMap<>();

  /** Adds what a folder holds now. */
  void add(Path folder) throws IOException {
    contents(folder)
        .forEach((name, hash) -> versions.computeIfAbsent(name, n -> new HashSet<>()).add(hash));
  }

  /** Every file is as it was at some time. */
  void assertNothingElseIn(Path folder) throws IOException {
    for (Map.Entry<String, String> file : contents(folder).entrySet()) {
      assertTrue(
          versions.getOrDefault(file.getKey(), Set.of()).contains(file.getValue()),
          file.getKey() + " is neither an old nor a new one");
    }
  }

  /** Two folders hold the same. */
  static void assertSame(Path expected, Path got) throws IOException {
    assertEquals(contents(expected), contents(got));
  }

  private static Map<String, String> contents(Path folder) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    if (!Files.exists(folder)) {
      return contents;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = folder.relativize(file).toString();
        String last = file.getFileName().toString();
        if (!last.startsWith(".")) {
          contents.put(name, content(last, Files.readAllBytes(file)));
        }
      }
    }
    return contents;
  }

  private static String content(String name, byte[] bytes) {
    if (name.equals("times.csv") || name.endsWith(".html")) {
      assertTrue(bytes.length > 0, name + " is empty");
      String end = new String(bytes, Math.max(0, bytes.length - 8), Math.min(8, bytes.length));
      return end.endsWith(name.endsWith(".html") ? "</html>\n" : "\n") ? "whole" : "cut: " + end;
    }
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
