package org.normprop.io;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The one folder for all that can be had again: {@code data} in it holds data sets that were
 * fetched, {@code native} the native libraries that were unpacked.
 *
 * <p>By the XDG Base Directory Specification {@code $XDG_CACHE_HOME/normprop}, with {@code
 * $HOME/.cache} where the variable is not set or not absolute; on macOS {@code
 * ~/Library/Caches/normprop}, on Windows {@code %LOCALAPPDATA%\normprop}.
 */
public final class CacheFolder {

  private CacheFolder() {}

  /**
   * The folder for this user on this machine.
   *
   * @return the folder; need not exist
   */
  public static Path standard() {
    return of(
        System.getenv(), System.getProperty("os.name"), Path.of(System.getProperty("user.home")));
  }

  /**
   * Where data sets are fetched to, if no other folder is named.
   *
   * @return the folder that holds a folder for each data set; need not exist
   */
  public static Path data() {
    return standard().resolve("data");
  }

  /**
   * Where native libraries are unpacked.
   *
   * @return the folder; need not exist
   */
  public static Path libraries() {
    return standard().resolve("native");
  }

  /**
   * The folder by the rules of a system.
   *
   * @param home the user's home as the password file has it, where HOME says nothing else
   */
  static Path of(Map<String, String> environment, String system, Path home) {
    String name = system.toLowerCase(Locale.ROOT);
    Path said = absolute(environment.get("HOME")).orElse(home);
    Path caches;
    if (name.startsWith("mac")) {
      caches = said.resolve("Library").resolve("Caches");
    } else if (name.startsWith("windows")) {
      caches =
          absolute(environment.get("LOCALAPPDATA"))
              .orElse(home.resolve("AppData").resolve("Local"));
    } else {
      caches = said.resolve(".cache");
    }
    return absolute(environment.get("XDG_CACHE_HOME")).orElse(caches).resolve("normprop");
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
