package org.normprop.spark;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What went wrong on a cluster, in a line: Spark tells it with the stacks of both sides. */
final class Failures {

  private static final Pattern TASK =
      Pattern.compile(
          "Task (\\d+) in stage [\\d.]+ failed (\\d+) times?.*?\\): (.*)", Pattern.DOTALL);

  private static final Pattern EXCEPTION = Pattern.compile("([a-zA-Z_$][\\w$]*\\.)+[\\w$]+: ");

  private Failures() {}

  static String words(Throwable failure) {
    String message = String.valueOf(failure.getMessage());
    Matcher task = TASK.matcher(message);
    if (!task.find()) {
      return "Spark: " + line(message);
    }
    return "task "
        + task.group(1)
        + " failed "
        + task.group(2)
        + (task.group(2).equals("1") ? " time" : " times")
        + " on the cluster: "
        + line(task.group(3));
  }

  /** The first line, without the names of exceptions. */
  private static String line(String text) {
    String first = text.lines().findFirst().orElse("");
    return EXCEPTION.matcher(first).replaceAll("");
  }
}
