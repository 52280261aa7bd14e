package org.normprop.train.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.normprop.net.layer.Statistics;

class LayerReadingTest {

  @TempDir private Path dir;

  /** Rows that overflow a layer whose rectifiers are dead leave the network's outputs finite. */
  @Test
  void whatIsNoFiniteNumberIsLeftOutSoThatTheJournalIsReadAgain() throws IOException {
    double infinite = Double.POSITIVE_INFINITY;
    LayerReading dead =
        new LayerReading(
            1,
            "dense",
            Optional.of(new Statistics(-infinite, Double.NaN)),
            infinite,
            new Statistics(0, 0.5),
            Optional.empty());
    assertEquals("3,1,dense,,,,,,0,0.5,,\n", dead.line(3));
    Path file = Files.writeString(dir.resolve("layers.csv"), LayerReading.HEADER + dead.line(3));
    assertEquals(2, Journal.records(file, LayerReading.HEADER).size());
  }
}
