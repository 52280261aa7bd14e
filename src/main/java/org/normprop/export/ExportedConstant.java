package org.normprop.export;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.normprop.function.Unit;
import org.normprop.table.Estimate;
import org.normprop.table.Exact;
import org.normprop.table.Row;
import org.normprop.table.Sampled;
import org.normprop.text.Digits;

/**
 * What is written of one unit: decimals with the digits that their errors support, the same in
 * every format. A number that is not known is an empty text.
 *
 * @param unit the unit
 * @param mean E[y]
 * @param std sqrt(Var[y])
 * @param gain 1/std
 * @param rmsGain 1/sqrt(E[y^2])
 * @param backward sqrt(E|grad y|^2 / n)
 * @param error a bound on the error of mean, std and backward, or a sampled mean's standard error
 * @param method the route
 */
public record ExportedConstant(
    Unit unit,
    String mean,
    String std,
    String gain,
    String rmsGain,
    String backward,
    String error,
    String method) {

  private static final int SHORT = 6;

  /** The columns of tables, after the unit and the number of its inputs. */
  static final List<String> NUMBERS =
      List.of("mean", "std", "gain", "rms_gain", "backward", "error");

  /**
   * The constants of a row: exact where it has an exact part, else sampled.
   *
   * @param row the row, with at least one part
   * @return its constants
   */
  public static ExportedConstant of(Row row) {
    return row.exact()
        .map(exact -> exact(row, exact))
        .orElseGet(() -> sampled(row, row.sampled().orElseThrow()));
  }

  private static ExportedConstant exact(Row row, Exact exact) {
    double error = exact.error();
    double size = Math.abs(exact.mean()) + exact.std();
    double gain = row.gain();
    double rmsGain = row.rmsGain();
    return new ExportedConstant(
        row.unit(),
        Digits.exact(exact.mean(), error),
        Digits.exact(exact.std(), error),
        finite(gain, Digits.exact(gain, gain * gain * error)),
        // d q^(-1/2) = -q^(-3/2) (m dm + s ds)
        finite(rmsGain, Digits.exact(rmsGain, rmsGain * rmsGain * rmsGain * size * error)),
        finite(exact.backward(), Digits.exact(exact.backward(), error)),
        Digits.significant(error, 2),
        exact.method());
  }

  private static ExportedConstant sampled(Row row, Sampled sampled) {
    Estimate mean = sampled.mean();
    Estimate std = sampled.std();
    double gain = row.gain();
    double rmsGain = row.rmsGain();
    double rmsError =
        rmsGain
            * rmsGain
            * rmsGain
            * (Math.abs(mean.value()) * mean.standardError() + std.value() * std.standardError());
    return new ExportedConstant(
        row.unit(),
        mean.valueText(),
        std.valueText(),
        finite(gain, Digits.rounded(gain, gain * gain * std.standardError())),
        finite(rmsGain, Digits.rounded(rmsGain, rmsError)),
        sampled.backward().valueText(),
        mean.errorText(),
        sampled.method());
  }

  private static String finite(double value, String text) {
    return Double.isFinite(value) ? text : "";
  }

  /** What people read: mean, std, gain, rms gain and backward std to six digits. */
  List<String> shortened() {
    return Stream.of(mean, std, gain, rmsGain, backward).map(ExportedConstant::shortened).toList();
  }

  private static String shortened(String number) {
    if (number.isEmpty()) {
      return number;
    }
    String rounded = Digits.significant(Double.parseDouble(number), SHORT);
    return rounded.length() < number.length() ? rounded : number;
  }

  /** The numbers by the names of {@link #NUMBERS}. */
  Map<String, String> numbers() {
    Map<String, String> numbers = new LinkedHashMap<>();
    numbers.put("mean", mean);
    numbers.put("std", std);
    numbers.put("gain", gain);
    numbers.put("rms_gain", rmsGain);
    numbers.put("backward", backward);
    numbers.put("error", error);
    return numbers;
  }
}
