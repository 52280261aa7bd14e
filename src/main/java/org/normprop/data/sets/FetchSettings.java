package org.normprop.data.sets;

import java.time.Duration;
import java.util.Locale;

/**
 * How patient fetching is, and which programs it calls.
 *
 * @param connectTimeout how long to wait for a connection
 * @param readTimeout how long to wait for the next bytes, and over how long to measure the rate
 * @param pause how long to wait before another attempt
 * @param attempts how often to ask one address
 * @param slowest bytes a second below which an address is given up
 * @param npm the program that fetches npm packages
 * @param aptGet the program that fetches Debian packages
 * @param dpkgDeb the program that unpacks them
 */
record FetchSettings(
    Duration connectTimeout,
    Duration readTimeout,
    Duration pause,
    int attempts,
    long slowest,
    String npm,
    String aptGet,
    String dpkgDeb) {

  static FetchSettings standard() {
    boolean windows = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");
    return new FetchSettings(
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        Duration.ofSeconds(1),
        5,
        1000,
        windows ? "npm.cmd" : "npm",
        "apt-get",
        "dpkg-deb");
  }
}
