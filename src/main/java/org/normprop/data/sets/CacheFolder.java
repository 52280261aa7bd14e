package org.normprop.data.sets;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The folder that data sets are fetched into where none is named.
 *
 * <p>By the XDG Base Directory Specification {@code $XDG_CACHE_HOME/normprop/data}, with {@code
 * ~/.cache} where the variable is not set or not absolute; on macOS {@code
 * ~/Library/Caches/normprop/data}, on Windows {@code %LOCALAPPDATA%\normprop\data}.
 */
public final class CacheFolder {

  private CacheFolder() {}

  /**
   * The folder for this user on this machine.
   *
   * @return the folder that holds a folder for each data set; need not exist
   */
  public static Path standard() {
    return of(
        System.getenv(), System.getProperty("os.name"), Path.of(System.getProperty("user.home")));
  }

  static Path of(Map<String, String> environment, String system, Path home) {
    String name = system.toLowerCase(Locale.ROOT);
    Path caches;
    if (name.startsWith("mac")) {
      caches = home.resolve("Library").resolve("Caches");
    } else if (name.startsWith("windows")) {
      caches =
          absolute(environment.get("LOCALAPPDATA"))
              .orElse(home.resolve("AppData").resolve("Local"));
    } else {
      caches = home.resolve(".cache");
    }
    return absolute(environment.get("XDG_CACHE_HOME"))
        .orElse(caches)
        .resolve("normprop")
        .resolve("data");
  }

  private static Optional<Path> absolute(String folder) {
    try {
      return Optional.ofNullable(folder)
          .filter(text -> !text.isEmpty())
          .map(Path::of)
          .filter(Path::isAbsolute);
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }
}
