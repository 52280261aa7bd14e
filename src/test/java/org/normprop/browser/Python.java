package org.normprop.browser;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** A Python that has a module. */
record Python(String program) {

  static Optional<Python> with(String module) {
    return List.of("python3", "/usr/bin/python3").stream()
        .map(Python::new)
        .filter(python -> python.prints("import " + module).isPresent())
        .findFirst();
  }

  /** What a program prints; empty if it fails. */
  Optional<String> prints(String code) {
    try {
      Process process =
          new ProcessBuilder(program, "-c", code)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor() == 0 ? Optional.of(out.strip()) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
