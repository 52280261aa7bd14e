package org.normprop.train.compare;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.normprop.data.sets.Catalogue;
import org.normprop.data.sets.Checksum;

/**
 * The data of trainings, as they travel: files that are sent once and laid out again on the other
 * side, each checked by its checksum.
 *
 * @param name a known set's name, or the last part of the path of a file or folder
 * @param known whether it is a known set, which lies in the folder of fetched sets
 * @param folder whether it is a folder
 * @param items its files
 */
record Cargo(String name, boolean known, boolean folder, List<Item> items) implements Serializable {

  /** A file: what it is called on its way, where it belongs, and what it must be. */
  record Item(String sent, String place, String checksum) implements Serializable {}

  /** Where data lie that have arrived. */
  record Unloaded(Path cache, Optional<String> data) {}

  /** Sends the data that settings name. */
  static Cargo send(String data, Path cache, Shipping shipping) throws IOException {
    boolean known = Catalogue.find(data).isPresent();
    Path path = known ? cache.resolve(data) : Path.of(data);
    if (known && !Files.isDirectory(path)) {
      return new Cargo(data, true, true, List.of()); // the program carries it
    }
    boolean folder = Files.isDirectory(path);
    List<Item> items = new ArrayList<>();
    try (Stream<Path> files = Files.walk(path)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        String place = folder ? path.relativize(file).toString() : "";
        items.add(new Item(shipping.send(file), place, Checksum.of(file)));
      }
    }
    return new Cargo(path.getFileName().toString(), known, folder, List.copyOf(items));
  }

  /** Lays the files out again. */
  Unloaded unload(Path into, Shipping.Delivery delivery) throws IOException {
    Path cache = Files.createDirectories(into.resolve("cache"));
    Path root = (known ? cache : Files.createDirectories(into.resolve("data"))).resolve(name);
    for (Item item : items) {
      Path here = delivery.find(item.sent());
      if (!Checksum.of(here).equals(item.checksum())) {
        throw new IOException(
            item.sent() + " did not arrive as it was sent: its checksum is another");
      }
      Path place = folder ? root.resolve(item.place()) : root;
      Files.createDirectories(place.getParent());
      Files.copy(here, place);
    }
    return new Unloaded(cache, known ? Optional.empty() : Optional.of(root.toString()));
  }
}
