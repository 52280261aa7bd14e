package org.normprop.cli.training;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.normprop.cli.line.UsageException;
import org.normprop.train.compare.Variation;
import org.normprop.train.setting.Setting;

/** The option --vary: {@code OPTION=V1,V2,...}, or {@code A,B=(A1,B1),(A2,B2),...}. */
public final class VaryOption {

  private VaryOption() {}

  /** What is varied, in the order given. */
  public static List<Variation> parse(List<String> texts) {
    return texts.stream().map(VaryOption::parse).toList();
  }

  private static Variation parse(String text) {
    String[] parts = text.split("=", 2);
    if (parts.length < 2) {
      throw new UsageException("--vary is OPTION=V1,V2,..., got '" + text + "'");
    }
    List<Setting> settings =
        Stream.of(parts[0].split(",")).map(key -> Setting.named(key.strip())).toList();
    List<String> values = values(parts[1]);
    return settings.size() == 1
        ? Variation.of(settings.get(0), values)
        : new Variation(settings, values.stream().map(VaryOption::values).toList());
  }

  /**
   * Splits at commas, but for those in brackets; a value that is in brackets as a whole loses them:
   * {@code 0,(0.8,0.8,0.7)} are two values.
   */
  static List<String> values(String text) {
    List<String> values = new ArrayList<>();
    int depth = 0;
    int from = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (c == ',' && depth == 0) {
        values.add(bare(text.substring(from, i).strip()));
        from = i + 1;
      }
    }
    values.add(bare(text.substring(from).strip()));
    return values;
  }

  private static String bare(String value) {
    if (!value.startsWith("(")) {
      return value;
    }
    int depth = 0;
    for (int i = 0; i < value.length(); i++) {
      depth += value.charAt(i) == '(' ? 1 : value.charAt(i) == ')' ? -1 : 0;
      if (depth == 0) {
        return i == value.length() - 1 ? value.substring(1, i) : value;
      }
    }
    return value;
  }
}
