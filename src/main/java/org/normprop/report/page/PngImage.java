package org.normprop.report.page;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import javax.imageio.ImageIO;

/** Small images as PNG, for a page to carry. */
final class PngImage {

  private PngImage() {}

  /**
   * An image as a data URI.
   *
   * @param values channels x height x width, 0 for black, 1 for full; 1 or 3 channels
   */
  static String dataUri(float[] values, int channels, int height, int width) {
    int type = channels == 1 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_3BYTE_BGR;
    BufferedImage image = new BufferedImage(width, height, type);
    for (int c = 0; c < channels; c++) {
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          float value = values[(c * height + y) * width + x];
          // By samples, not colours: a grey image's colours would be bent by its gamma.
          image.getRaster().setSample(x, y, c, Math.round(255 * Math.max(0, Math.min(1, value))));
        }
      }
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", out);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory takes whatever comes
    }
    return "data:image/png;base64," + Base64.getEncoder().encodeToString(out.toByteArray());
  }
}
