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

  private static final double OFF = 0.05;
  private static final double ERRORS = 3;

  /**
   * How near the prediction is.
   *
   * @return predicted by measured standard deviation; not a number without a prediction
   */
  public double ratio() {
    return predicted.map(p -> p.std() / measured.moments().std()).orElse(Double.NaN);
  }

  /**
   * Whether the prediction is off: by more than 5 %, and by more than three standard errors of what
   * was measured.
   *
   * @return whether it is
   */
  public boolean isOff() {
    double away = predicted.map(p -> Math.abs(p.std() - measured.moments().std())).orElse(0.0);
    return Math.abs(ratio() - 1) > OFF && !(away <= ERRORS * measured.moments().stdError());
  }
}
