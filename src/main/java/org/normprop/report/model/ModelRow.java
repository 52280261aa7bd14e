package org.normprop.report.model;

import java.util.Optional;
import org.normprop.net.onnx.measure.MeasuredTensor;
import org.normprop.net.onnx.predict.PredictedTensor;

/**
 * A tensor of a model.
 *
 * @param measured what was found
 * @param predicted what constants foretell; empty where no rule covers its operator
 * @param joins whether it is a sum of several tensors that vary, and not a bias added
 */
public record ModelRow(
    MeasuredTensor measured, Optional<PredictedTensor> predicted, boolean joins) {

  /**
   * How near the prediction is.
   *
   * @return predicted by measured standard deviation; not a number without a prediction
   */
  public double ratio() {
    return predicted.map(p -> p.std() / measured.moments().std()).orElse(Double.NaN);
  }
}
