package org.normprop.export;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import javax.lang.model.SourceVersion;
import org.normprop.table.Quantity;

/** Constants as a Java class of {@code double} constants. */
final class JavaExport {

  private static final String DEFAULT_NAME = "NormConstants";

  private JavaExport() {}

  static String text(ExportedConstants constants, String name) {
    String className = SourceVersion.isName(name) && !name.contains(".") ? name : DEFAULT_NAME;
    StringBuilder java = new StringBuilder();
    java.append("/**\n * Mean and standard deviation of units under N(0, 1) input.\n *\n");
    constants.provenance().forEach(line -> java.append(" * <p>").append(line).append('\n'));
    java.append(" */\npublic final class ").append(className).append(" {\n");
    Set<String> used = new HashSet<>();
    for (ExportedConstant constant : constants.constants()) {
      String prefix = unused(identifier(constant.unit().text()), used);
      for (Quantity quantity : ExportedConstant.MAIN) {
        constant(java, prefix, quantity.name(), constant, constant.text(quantity));
      }
    }
    return java.append("\n  private ").append(className).append("() {}\n}\n").toString();
  }

  private static void constant(
      StringBuilder java,
      String prefix,
      String quantity,
      ExportedConstant constant,
      String number) {
    if (!number.isEmpty()) {
      java.append("\n  /** ")
          .append(quantity.toLowerCase(Locale.ROOT).replace('_', ' '))
          .append(" of {@code ")
          .append(constant.unit().text())
          .append("}. */\n  public static final double ")
          .append(prefix)
          .append('_')
          .append(quantity)
          .append(" = ")
          .append(number)
          .append(number.matches("-?[0-9]+") ? ".0;\n" : ";\n");
    }
  }

  /** {@code leaky_relu:slope=0.2} becomes LEAKY_RELU_SLOPE_0_2. */
  private static String identifier(String unit) {
    String words = unit.replace("-", "_minus_").replace("<", "_less_").replace(">", "_greater_");
    String plain = words.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]+", "_");
    return plain.replaceAll("^_+|_+$", "");
  }

  /** Formulas that differ in signs alone have the same words; numbers tell them apart. */
  private static String unused(String identifier, Set<String> used) {
    String candidate = identifier;
    for (int i = 2; !used.add(candidate); i++) {
      candidate = identifier + "_" + i;
    }
    return candidate;
  }
}
