package org.normprop.cli.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.normprop.train.Problem;
import org.normprop.train.setting.Setting;
import org.normprop.train.setting.Settings;

/** What was asked for and does nothing in a training, so that nobody takes it for done. */
public final class IdleOptions {

  /** What only a network of constants listens to. */
  private static final List<Setting> OF_CONSTANTS =
      List.of(Setting.WEIGHTS, Setting.POOLING, Setting.RHO, Setting.CALIBRATE, Setting.SCALE);

  private IdleOptions() {}

  /**
   * A line for each thing that does nothing, or less than it says.
   *
   * @param given the options on the command line
   * @param settings what is trained
   * @param problem its data
   * @return lines for a reader; none if all is as asked
   */
  public static List<String> of(Set<Setting> given, Settings settings, Problem problem) {
    List<String> lines = new ArrayList<>();
    String norm = settings.text(Setting.NORM);
    boolean hasConstants = norm.equals("normprop");
    String idle =
        OF_CONSTANTS.stream()
            .filter(given::contains)
            .map(setting -> "--" + setting.key())
            .collect(Collectors.joining(", "));
    if (!hasConstants && !idle.isEmpty()) {
      lines.add(idle + ": nothing to do with --norm " + norm + ", which has no constants");
    }
    int rows = settings.whole(Setting.CALIBRATE);
    int there = problem.train().size();
    if (hasConstants && rows > there) {
      lines.add("--calibrate " + rows + ": takes all " + there + " training rows");
    }
    return List.copyOf(lines);
  }
}
