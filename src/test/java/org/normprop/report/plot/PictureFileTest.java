package org.normprop.report.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureFileTest {

  private static final Drawing DRAWING =
      new Chart("t", Axis.linear("x"), Axis.linear("y"), List.<Mark>of()).draw();

  @Test
  void theEndingSaysTheFormat(@TempDir Path folder) throws IOException {
    Path svg = folder.resolve("a.svg");
    new PictureFile(svg).write(DRAWING);
    assertEquals(DRAWING.svg(), Files.readString(svg));
    Path png = folder.resolve("a.PNG");
    new PictureFile(png).write(DRAWING);
    assertNotNull(ImageIO.read(png.toFile()));
  }

  @Test
  void anotherEndingIsRefused() {
    for (String name : List.of("a.jpg", "a", "svg", "a.svg.gz")) {
      assertThrows(IllegalArgumentException.class, () -> new PictureFile(Path.of(name)), name);
    }
  }
}
