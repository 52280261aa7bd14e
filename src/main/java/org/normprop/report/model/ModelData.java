package org.normprop.report.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.normprop.io.Csv;
import org.normprop.net.onnx.measure.Moments;
import org.normprop.net.onnx.predict.PredictedTensor;
import org.normprop.net.onnx.read.Dims;
import org.normprop.text.Digits;

/** The tensors of a model for programs: CSV and JSON with the same names. */
public final class ModelData {

  private static final int DIGITS = 9;

  private static final List<String> HEADER =
      List.of(
          "name",
          "operator",
          "shape",
          "mean",
          "mean_se",
          "std",
          "std_se",
          "channel_mean_square",
          "channel_variance",
          "kurtosis",
          "zeros",
          "predicted_mean",
          "predicted_std",
          "channel_mean_square_se",
          "channel_variance_se",
          "kurtosis_se",
          "zeros_se");

  private ModelData() {}

  /**
   * A line a tensor.
   *
   * @param rows the tensors
   * @return CSV with a header
   */
  public static String csv(List<ModelRow> rows) {
    StringBuilder text = new StringBuilder(Csv.line(HEADER));
    for (ModelRow row : rows) {
      text.append(Csv.line(fields(row)));
    }
    return text.toString();
  }

  /**
   * An object a tensor.
   *
   * @param rows the tensors
   * @return JSON, an array; what is not defined is null
   */
  public static String json(List<ModelRow> rows) {
    StringBuilder text = new StringBuilder("[");
    String before = "\n";
    for (ModelRow row : rows) {
      List<String> fields = fields(row);
      List<String> members = new ArrayList<>();
      for (int i = 0; i < HEADER.size(); i++) {
        String value = fields.get(i);
        String json = i < 3 ? quoted(value) : value.isEmpty() ? "null" : value;
        members.add("\"" + HEADER.get(i) + "\": " + json);
      }
      text.append(before).append("  {").append(String.join(", ", members)).append("}");
      before = ",\n";
    }
    return text.append("\n]\n").toString();
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.chars()
        .forEach(
            c -> {
              if (c == '"' || c == '\\') {
                quoted.append('\\').append((char) c);
              } else if (c < ' ') {
                quoted.append(String.format(Locale.ROOT, "\\u%04x", c));
              } else {
                quoted.append((char) c);
              }
            });
    return quoted.append('"').toString();
  }

  private static List<String> fields(ModelRow row) {
    Moments m = row.measured().moments();
    List<String> fields = new ArrayList<>();
    fields.add(row.measured().name());
    fields.add(row.measured().operator());
    fields.add(Dims.text(row.measured().dims()));
    for (double value :
        new double[] {
          m.mean(),
          m.meanError(),
          m.std(),
          m.stdError(),
          m.channelMeanSquare(),
          m.channelVariance(),
          m.kurtosis(),
          m.zeros(),
          row.predicted().map(PredictedTensor::mean).orElse(Double.NaN),
          row.predicted().map(PredictedTensor::std).orElse(Double.NaN),
          m.channelMeanSquareError(),
          m.channelVarianceError(),
          m.kurtosisError(),
          m.zerosError()
        }) {
      fields.add(Double.isFinite(value) ? Digits.significant(value, DIGITS) : "");
    }
    return fields;
  }
}
