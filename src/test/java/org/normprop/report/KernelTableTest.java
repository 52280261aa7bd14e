package org.normprop.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.normprop.cli.about.Version;
import org.normprop.report.words.KernelTable;

class KernelTableTest {

  @Test
  void theCommittedKernelsComeOutByteForByte() throws IOException {
    assertEquals(
        Files.readString(Path.of("tables", KernelTable.FILE)),
        KernelTable.text(Version.current()),
        "make it anew: tables");
  }
}
