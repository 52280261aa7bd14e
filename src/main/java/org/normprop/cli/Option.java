package org.normprop.cli;

/**
 * An option of a command.
 *
 * @param name the long name, without dashes
 * @param letter the short name, or null
 * @param value what its value is called in the help, or null for a flag
 * @param help what it does, in a line
 */
record Option(String name, String letter, String value, String help) {

  static Option flag(String name, String help) {
    return new Option(name, null, null, help);
  }

  static Option of(String name, String value, String help) {
    return new Option(name, null, value, help);
  }

  static Option of(String name, String letter, String value, String help) {
    return new Option(name, letter, value, help);
  }

  static final Option SAMPLES =
      of("samples", "n", "N", "outputs sampled of each unit (default 1e7)");
  static final Option SEED = of("seed", "s", "N", "seed of every draw (default 1)");
  static final Option THREADS = of("threads", "t", "N", "threads; 0 for all cores (default 0)");

  org.apache.commons.cli.Option toCommonsCli() {
    return org.apache.commons.cli.Option.builder(letter)
        .longOpt(name)
        .hasArg(value != null)
        .argName(value)
        .desc(help)
        .get();
  }
}
