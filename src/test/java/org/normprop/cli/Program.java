package org.normprop.cli;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * The program as a process of its own, made of the classes under test.
 *
 * @param scratch an existing folder for what the process prints
 * @param prefix a command that starts Java, such as a shell; may be empty
 * @param jvm options of Java
 * @param classpath the classes
 * @param environment variables beyond those of the test
 */
record Program(
    Path scratch,
    List<String> prefix,
    List<String> jvm,
    String classpath,
    Map<String, String> environment) {

  private static final int SECONDS = 300;

  /** With Java's quick compiler, which starts sooner. */
  static Program in(Path scratch) {
    return new Program(
        scratch,
        List.of(),
        List.of("-XX:TieredStopAtLevel=1", "-Xshare:auto"),
        System.getProperty("java.class.path"),
        Map.of());
  }

  Program jvm(String... options) {
    List<String> all = new ArrayList<>(jvm);
    all.addAll(List.of(options));
    return new Program(scratch, prefix, all, classpath, environment);
  }

  Program env(String name, String value) {
    Map<String, String> all = new TreeMap<>(environment);
    all.put(name, value);
    return new Program(scratch, prefix, jvm, classpath, all);
  }

  Program behind(String... command) {
    return new Program(scratch, List.of(command), jvm, classpath, environment);
  }

  /** Without the jars whose names match. */
  Program without(String pattern) {
    String separator = System.getProperty("path.separator");
    String rest =
        String.join(
            separator,
            Arrays.stream(classpath.split(separator))
                .filter(entry -> !Path.of(entry).getFileName().toString().matches(pattern))
                .toList());
    assertFalse(rest.equals(classpath), "no jar is called " + pattern);
    return new Program(scratch, prefix, jvm, rest, environment);
  }

  /** The words that start Java with the program. */
  List<String> command(String... args) {
    List<String> command = new ArrayList<>(prefix);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvm);
    command.addAll(List.of("-cp", classpath, CommandLine.class.getName()));
    command.addAll(List.of(args));
    return command;
  }

  Path out() {
    return scratch.resolve("out.txt");
  }

  Path err() {
    return scratch.resolve("err.txt");
  }

  /** Starts a process whose output goes into {@link #out} and {@link #err}. */
  Process start(String... args) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command(args))
            .directory(scratch.toFile())
            .redirectOutput(out().toFile())
            .redirectError(err().toFile());
    builder.environment().putAll(environment);
    return builder.start();
  }

  /** Runs until the end. */
  Cli run(String... args) throws IOException, InterruptedException {
    return ended(start(args));
  }

  /** Waits for a process that {@link #start} started. */
  Cli ended(Process process) throws IOException, InterruptedException {
    try {
      assertTrue(process.waitFor(SECONDS, TimeUnit.SECONDS), "it hangs");
    } finally {
      process.destroyForcibly();
    }
    return new Cli(process.exitValue(), text(out()), text(err()));
  }

  static String text(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }
}
