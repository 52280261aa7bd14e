package org.normprop.cli.work;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What was in a folder before something is written there. Immutable; threads may share it.
 *
 * @param folder the folder, which may be there or not
 * @param existed the folder, those above it and what was in it, as far as they were there
 */
public record NewFiles(Path folder, Set<Path> existed) {

  /** What there is now. */
  public static NewFiles of(Path folder) throws IOException {
    Path absolute = folder.toAbsolutePath();
    Stream<Path> above = Stream.iterate(absolute, path -> path != null, Path::getParent);
    Stream<Path> inside = Files.isDirectory(absolute) ? Files.list(absolute) : Stream.empty();
    try (inside) {
      return new NewFiles(
          absolute, Stream.concat(above.filter(Files::exists), inside).collect(Collectors.toSet()));
    }
  }

  /** Removes files that are new, and folders that are new and empty. */
  public void remove() throws IOException {
    if (Files.isDirectory(folder)) {
      List<Path> now;
      try (Stream<Path> inside = Files.list(folder)) {
        now = inside.filter(path -> !existed.contains(path)).toList();
      }
      for (Path path : now) {
        if (Files.isRegularFile(path)) {
          Files.delete(path);
        }
      }
    }
    for (Path path = folder; path != null && !existed.contains(path); path = path.getParent()) {
      try (Stream<Path> left = Files.list(path)) {
        if (left.findAny().isPresent()) {
          return;
        }
      }
      Files.delete(path);
    }
  }
}
