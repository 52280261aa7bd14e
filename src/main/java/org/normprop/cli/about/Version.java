package org.normprop.cli.about;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The version of this program. */
public final class Version {
  private Version() {}

  /** The version that the build wrote down. */
  public static String current() {
    return lines().get(0);
  }

  /** Version, commit where the build knew one, and the Java that runs. */
  public static String full() {
    String commit = lines().size() > 1 ? " (" + lines().get(1) + ")" : "";
    return "normprop " + current() + commit + ", Java " + System.getProperty("java.version");
  }

  /** The version, and perhaps the commit. */
  private static List<String> lines() {
    try (InputStream in = Version.class.getResourceAsStream("version.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(String::strip)
          .filter(line -> !line.isEmpty())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
