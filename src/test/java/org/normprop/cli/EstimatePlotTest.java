package org.normprop.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.normprop.cli.line.ExitCode;

class EstimatePlotTest {

  private static Cli plot(String file, String... units) {
    String[] line = new String[units.length + 5];
    line[0] = "estimate";
    System.arraycopy(units, 0, line, 1, units.length);
    line[units.length + 1] = "--samples";
    line[units.length + 2] = "1e5";
    line[units.length + 3] = "--plot";
    line[units.length + 4] = file;
    return Cli.run(line);
  }

  @Test
  void theSvgShowsSamplesDensityAtomsAndNormal(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("relu.svg");
    Cli result = plot(file.toString(), "relu");
    assertEquals(ExitCode.DONE, result.code(), result.err());
    assertEquals(plot(folder.resolve("again.svg").toString(), "relu").out(), result.out());
    String svg = Files.readString(file);
    assertEquals(svg, Files.readString(folder.resolve("again.svg")));
    for (String text :
        new String[] {
          "<title>relu of N(0, 1)</title>",
          "100,000 samples",
          "exact density",
          "N(0.3989, 0.5838\u00b2)",
          "probability of one value",
          ">0.5</text>",
        }) {
      assertTrue(svg.contains(text), text);
    }
  }

  @Test
  void severalUnitsStandOnOnePage(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("three.png");
    assertEquals(ExitCode.DONE, plot(file.toString(), "relu,max:2x2", "tanh,avg:2", "sign").code());
    BufferedImage image = ImageIO.read(file.toFile());
    assertTrue(image.getWidth() > 2000 && image.getHeight() > 1400, image.toString());
  }

  @Test
  void anUnknownFormatIsRefusedBeforeAnythingIsComputed(@TempDir Path folder) {
    Cli result = plot(folder.resolve("relu.jpg").toString(), "relu");
    assertEquals(ExitCode.USAGE, result.code());
    assertTrue(result.err().contains("must end in .svg or .png"), result.err());
    assertEquals("", result.out());
  }

  @Test
  void aFolderThatIsNotThereIsNamedBeforeAnythingIsComputed(@TempDir Path folder) {
    Path file = folder.resolve("missing").resolve("relu.svg");
    Cli result = plot(file.toString(), "relu");
    assertEquals(ExitCode.FILE, result.code());
    assertTrue(result.err().contains("relu.svg: its folder does not exist"), result.err());
    assertEquals("", result.out());
  }
}
