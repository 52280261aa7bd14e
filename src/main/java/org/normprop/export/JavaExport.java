package org.normprop.export;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import javax.lang.model.SourceVersion;
import org.normprop.table.Quantity;

/**
 * Constants as a Java class of {@code double} constants, in ASCII. It is called as its file, and
 * public, where that names a class; else it is {@value #DEFAULT_NAME}, which any file may hold.
 */
final class JavaExport {

  private static final String DEFAULT_NAME = "NormConstants";

  /** What may be a variable's name and no class's. */
  private static final Set<String> RESERVED = Set.of("var", "yield", "record", "sealed", "permits");

  private JavaExport() {}

  static String text(ExportedConstants constants, String name) {
    String className = isClass(name) ? name : DEFAULT_NAME;
    boolean isPublic = isClass(name) || name.isEmpty();
    StringBuilder java = new StringBuilder();
    java.append("/**\n * Mean and standard deviation of units under N(0, 1) input.\n *\n");
    constants.provenance().forEach(line -> java.append(" * <p>").append(line).append('\n'));
    java.append(" */\n").append(isPublic ? "public " : "").append("final class ");
    java.append(className).append(" {\n");
    Set<String> used = new HashSet<>();
    for (ExportedConstant constant : constants.constants()) {
      String prefix = unused(identifier(constant.name()), used);
      for (Quantity quantity : ExportedConstant.MAIN) {
        constant(java, prefix, quantity.name(), constant, constant.text(quantity));
      }
    }
    return java.append("\n  private ").append(className).append("() {}\n}\n").toString();
  }

  /** Whether a public class may be called so, and read with any encoding. */
  static boolean isClass(String name) {
    return name.matches("[A-Za-z_$][A-Za-z0-9_$]*")
        && SourceVersion.isName(name)
        && !RESERVED.contains(name);
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
    String trimmed = plain.replaceAll("^_+|_+$", "");
    return trimmed.matches("[A-Z].*") ? trimmed : "UNIT_" + trimmed;
  }

  /**
   * Formulas that differ in signs alone have the same words; numbers tell them apart. No two names
   * of quantities may meet either: of {@code a} the RMS_GAIN is A_RMS_GAIN.
   */
  private static String unused(String identifier, Set<String> used) {
    String candidate = identifier;
    for (int i = 2; !isFree(candidate, used); i++) {
      candidate = identifier + "_" + i;
    }
    String prefix = candidate;
    ExportedConstant.MAIN.forEach(quantity -> used.add(prefix + "_" + quantity.name()));
    return prefix;
  }

  private static boolean isFree(String prefix, Set<String> used) {
    return ExportedConstant.MAIN.stream().noneMatch(q -> used.contains(prefix + "_" + q.name()));
  }
}
