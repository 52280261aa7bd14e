package org.normprop.spark;

import org.normprop.cli.line.UsageException;
import org.normprop.cli.work.Workplace;

/**
 * The program on a cluster: the same commands and options. Master, memory and cores are options of
 * {@code spark-submit}.
 *
 * <pre>
 * spark-submit --class org.normprop.spark.Main normprop.jar compare ...
 * </pre>
 */
public final class Main {

  /** Older ones were not tried. */
  private static final int LEAST_VERSION = 4;

  private Main() {}

  /**
   * Runs one command and ends the process with its exit code.
   *
   * @param args the command and its options
   */
  public static void main(String[] args) {
    org.normprop.cli.CommandLine.main(args, () -> open(args));
  }

  private static Workplace open(String[] args) {
    String version = version();
    if (version.isEmpty()) {
      throw new UsageException(
          "Apache Spark is not here; start this class by it: spark-submit --class "
              + Main.class.getName()
              + " normprop.jar "
              + String.join(" ", args));
    }
    if (major(version) < LEAST_VERSION) {
      throw new UsageException(
          "this is Spark "
              + version
              + ", which is too old: Spark "
              + LEAST_VERSION
              + ".0 or newer is needed");
    }
    return new Cluster();
  }

  /** Spark's version; empty without Spark. */
  private static String version() {
    try {
      return Spark.version();
    } catch (NoClassDefFoundError e) {
      return "";
    }
  }

  /** A class of its own, so that this one loads without Spark. */
  private static final class Spark {
    private Spark() {}

    static String version() {
      return org.apache.spark.package$.MODULE$.SPARK_VERSION();
    }
  }

  /** Of 4.2.0 the 4; 0 of what is no version. */
  static int major(String version) {
    String digits = version.replaceFirst("\\D.*", "");
    return digits.isEmpty() ? 0 : Integer.parseInt(digits);
  }
}
