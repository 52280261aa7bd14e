package org.normprop.train.compare;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.normprop.io.FolderLock;

/**
 * A run's folder as it travels.
 *
 * @param ended how the training ended; null of one that is on its way to be trained
 * @param files contents by name
 */
record PackedRun(EndedRun ended, TreeMap<String, byte[]> files) implements Serializable {

  /** Packs a folder. */
  static PackedRun of(EndedRun ended, Path folder) throws IOException {
    TreeMap<String, byte[]> files = new TreeMap<>();
    if (Files.isDirectory(folder)) {
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path file : all.filter(Files::isRegularFile).toList()) {
          String name = folder.relativize(file).toString();
          if (!name.equals(FolderLock.NAME)) {
            files.put(name, Files.readAllBytes(file));
          }
        }
      }
    }
    return new PackedRun(ended, files);
  }

  /** Unpacks into a folder that is there whole or not at all, whatever was there before. */
  void unpack(Path folder) throws IOException {
    Path beside = folder.resolveSibling(folder.getFileName() + ".arriving");
    delete(beside);
    write(beside);
    delete(folder);
    Files.move(beside, folder, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Writes the files into a folder. */
  void write(Path folder) throws IOException {
    for (String name : files.keySet()) {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.write(file, files.get(name));
    }
  }

  /** Deletes a folder and all in it. */
  static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
