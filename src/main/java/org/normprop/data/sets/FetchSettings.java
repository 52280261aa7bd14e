package org.normprop.data.sets;

import java.time.Duration;
import org.normprop.data.sets.client.Programs;

/**
 * How patient fetching is, and which programs it calls.
 *
 * @param connectTimeout how long to wait for a connection
 * @param readTimeout how long to wait for the next bytes, and over how long to measure the rate
 * @param pause how long to wait before another attempt
 * @param attempts how often to ask one address
 * @param slowest bytes a second below which an address is given up
 * @param programs the programs that fetch packages
 */
record FetchSettings(
    Duration connectTimeout,
    Duration readTimeout,
    Duration pause,
    int attempts,
    long slowest,
    Programs programs) {

  static FetchSettings standard() {
    return new FetchSettings(
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        Duration.ofSeconds(1),
        5,
        1000,
        Programs.usual());
  }
}
