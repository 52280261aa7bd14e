package org.normprop.train.compare;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.normprop.data.TargetKind;
import org.normprop.train.Inputs;
import org.normprop.train.Problem;
import org.normprop.train.setting.Setting;
import org.normprop.train.setting.Settings;

/**
 * What can be said of a comparison before it is trained.
 *
 * @param classes whether classes are predicted, not numbers
 * @param refused the variants that cannot be trained, and why: batch normalisation of one row, for
 *     example
 */
public record Prospects(boolean classes, Map<Comparison.Variant, String> refused) {

  /** Settings that do not change the data; all others might. */
  private static final Set<Setting> OF_THE_NETWORK = EnumSet.range(Setting.ARCH, Setting.LR);

  /**
   * Reads the data and looks at every variant.
   *
   * @param comparison the comparison
   * @param cache the folder of fetched data sets
   * @return what is to be expected
   * @throws IllegalArgumentException if data cannot be what variants say, or if some predict
   *     classes and some numbers
   * @throws IOException if data cannot be read
   */
  public static Prospects of(Comparison comparison, Path cache) throws IOException {
    boolean oneForAll = OF_THE_NETWORK.containsAll(comparison.settings());
    Map<Comparison.Variant, String> refused = new LinkedHashMap<>();
    Inputs inputs = null;
    Boolean classes = null;
    for (Comparison.Variant variant : comparison.variants()) {
      Settings settings = comparison.settings(variant);
      if (inputs == null || !oneForAll) {
        inputs = Problem.open(settings, cache).inputs();
      }
      boolean isOfClasses = inputs.kind() == TargetKind.CLASS;
      if (classes != null && classes != isOfClasses) {
        throw new IllegalArgumentException(
            "some of what is compared predicts classes, and some numbers");
      }
      classes = isOfClasses;
      Inputs known = inputs;
      comparison.refusal(variant, known).ifPresent(why -> refused.put(variant, why));
    }
    return new Prospects(Boolean.TRUE.equals(classes), refused);
  }
}
