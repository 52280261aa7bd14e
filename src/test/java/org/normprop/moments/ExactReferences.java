package org.normprop.moments;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reference numbers with more digits than a double has. */
final class ExactReferences {

  private static final Pattern FIELD = Pattern.compile("\\G(?:\"([^\"]*)\"|([^,]*))(?:,|$)");

  private ExactReferences() {}

  /** The records of a CSV resource without its header. */
  static List<List<String>> records(String resource) {
    try (InputStream in = ExactReferences.class.getResourceAsStream(resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .skip(1)
          .map(ExactReferences::fields)
          .toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static List<String> fields(String line) {
    List<String> fields = new ArrayList<>();
    Matcher matcher = FIELD.matcher(line);
    while (matcher.find() && (matcher.start() < line.length() || line.endsWith(","))) {
      fields.add(matcher.group(1) != null ? matcher.group(1) : matcher.group(2));
      if (matcher.end() == line.length() && !line.endsWith(",")) {
        break;
      }
    }
    return fields;
  }

  /** |value - reference|, rounded once. */
  static double distance(double value, String reference) {
    return new BigDecimal(value).subtract(new BigDecimal(reference)).abs().doubleValue();
  }

  /** Twelve significant digits, or 1e-13. */
  static void assertMet(String what, double value, String reference) {
    double distance = distance(value, reference);
    double allowed = Math.max(1e-13, 0.5e-12 * Math.abs(new BigDecimal(reference).doubleValue()));
    assertTrue(distance <= allowed, () -> what + " is " + value + " and should be " + reference);
  }

  /** The stated bound holds. */
  static void assertWithin(String what, double value, String reference, double bound) {
    double distance = distance(value, reference);
    assertTrue(distance <= bound, () -> what + " is wrong by " + distance + ", stated is " + bound);
  }
}
