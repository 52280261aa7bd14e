package org.normprop.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkFiles;
import org.normprop.train.compare.Shipping;

/** Files travel by Spark's own distribution. For one thread. */
final class SparkFileShipping implements Shipping {

  private final SparkContext context;
  private int count;

  SparkFileShipping(SparkContext context) {
    this.context = context;
  }

  @Override
  public String send(Path file) throws IOException {
    // Spark tells files apart by their last name alone.
    Path copy =
        Files.createTempDirectory("normprop-send-").resolve(count++ + "-" + file.getFileName());
    try {
      Files.createSymbolicLink(copy, file.toAbsolutePath());
    } catch (UnsupportedOperationException e) {
      Files.copy(file, copy);
    }
    copy.toFile().deleteOnExit();
    copy.getParent().toFile().deleteOnExit();
    context.addFile(copy.toUri().toString());
    return copy.getFileName().toString();
  }

  @Override
  public Delivery delivery() {
    return name -> {
      Path here = Path.of(SparkFiles.get(name));
      if (!Files.exists(here)) {
        throw new IOException(name + " was sent and did not arrive");
      }
      return here;
    };
  }
}
