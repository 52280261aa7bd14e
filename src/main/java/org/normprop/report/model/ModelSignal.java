package org.normprop.report.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.normprop.net.onnx.measure.Moments;
import org.normprop.net.onnx.predict.PredictedTensor;
import org.normprop.net.onnx.read.Dims;
import org.normprop.report.page.SignalPage;
import org.normprop.report.page.SignalQuantity;
import org.normprop.report.page.SignalReading;
import org.normprop.report.page.SignalRow;

/** The tensors of a model as a page. */
public final class ModelSignal {

  private ModelSignal() {}

  /**
   * A page with a row a tensor.
   *
   * @param title what it is about
   * @param facts names and what is said of them
   * @param rows the tensors
   * @return the page
   */
  public static SignalPage page(String title, List<List<String>> facts, List<ModelRow> rows) {
    List<SignalRow> signal = rows.stream().map(ModelSignal::row).toList();
    return new SignalPage(title, "tensor", facts, remarks(rows), signal);
  }

  private static SignalRow row(ModelRow row) {
    Moments m = row.measured().moments();
    Optional<PredictedTensor> p = row.predicted();
    Map<SignalQuantity, SignalReading> readings =
        Map.of(
            SignalQuantity.MEAN,
            reading(m.mean(), m.meanError(), p, PredictedTensor::mean),
            SignalQuantity.STD,
            reading(m.std(), m.stdError(), p, PredictedTensor::std),
            SignalQuantity.MEAN_SQUARED,
            reading(
                m.channelMeanSquare(),
                m.channelMeanSquareError(),
                p,
                PredictedTensor::channelMeanSquare),
            SignalQuantity.VARIANCE,
            reading(
                m.channelVariance(), m.channelVarianceError(), p, PredictedTensor::channelVariance),
            SignalQuantity.KURTOSIS,
            reading(m.kurtosis(), m.kurtosisError(), Optional.empty(), q -> Double.NaN),
            SignalQuantity.ZEROS,
            reading(m.zeros(), m.zerosError(), Optional.empty(), q -> Double.NaN));
    return new SignalRow(
        row.measured().name(),
        row.measured().operator(),
        Dims.text(row.measured().dims()),
        ModelText.MAIN.contains(row.measured().operator()),
        readings);
  }

  private static SignalReading reading(
      double measured,
      double error,
      Optional<PredictedTensor> of,
      ToDoubleFunction<PredictedTensor> predicted) {
    return new SignalReading(measured, error, of.map(predicted::applyAsDouble).orElse(Double.NaN));
  }

  /** What stands out, and what a model file cannot tell. */
  private static List<String> remarks(List<ModelRow> rows) {
    List<String> remarks = new ArrayList<>();
    for (String line : ModelRemarks.of(rows)) {
      if (line.startsWith(" ") && !remarks.isEmpty()) {
        String before = remarks.remove(remarks.size() - 1);
        remarks.add(before + " " + line.strip());
      } else {
        remarks.add(line.replaceFirst("^\\* ", ""));
      }
    }
    remarks.add("A model file runs forward alone: what is sent back is not measured.");
    return remarks;
  }
}
