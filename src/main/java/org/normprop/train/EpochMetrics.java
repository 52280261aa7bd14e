package org.normprop.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.normprop.data.TargetKind;
import org.normprop.io.Csv;
import org.normprop.train.journal.Journal;

/**
 * What is known after an epoch.
 *
 * @param epoch its number, from 1
 * @param steps the steps made so far
 * @param rate the learning rate of its last step
 * @param train the training rows, as the network was when it met them
 * @param validation the validation rows after the epoch, if there are any
 * @param heldOut the held-out rows after the epoch
 */
public record EpochMetrics(
    int epoch, long steps, double rate, Score train, Optional<Score> validation, Score heldOut) {

  /** The columns, whose names say what the quality of a score is. */
  static String header(TargetKind kind) {
    String quality = kind == TargetKind.CLASS ? "accuracy" : "rmse";
    return "epoch,steps,rate,train_loss,train_"
        + quality
        + ",validation_loss,validation_"
        + quality
        + ",held_out_loss,held_out_"
        + quality
        + "\n";
  }

  /** The line of metrics.csv. */
  String line() {
    List<String> fields = new ArrayList<>(List.of(epoch + "", steps + "", Journal.number(rate)));
    fields.addAll(scored(Optional.of(train)));
    fields.addAll(scored(validation));
    fields.addAll(scored(Optional.of(heldOut)));
    return Csv.line(fields);
  }

  private static List<String> scored(Optional<Score> score) {
    return score
        .map(s -> List.of(Journal.number(s.loss()), Journal.number(s.quality())))
        .orElse(List.of("", ""));
  }

  /** The validation loss as it is written down, so that a resumed run chooses the same epoch. */
  double validationLoss() {
    return Double.parseDouble(Journal.number(validation.orElseThrow().loss()));
  }

  /** Reads {@link #line}; rows of scores are not kept. */
  static EpochMetrics parse(List<String> fields) {
    if (fields.size() != 9) {
      throw new IllegalArgumentException("expected 9 fields, got " + fields.size());
    }
    return new EpochMetrics(
        Integer.parseInt(fields.get(0)),
        Long.parseLong(fields.get(1)),
        Double.parseDouble(fields.get(2)),
        score(fields, 3),
        fields.get(5).isEmpty() ? Optional.empty() : Optional.of(score(fields, 5)),
        score(fields, 7));
  }

  private static Score score(List<String> fields, int at) {
    return new Score(0, Double.parseDouble(fields.get(at)), Double.parseDouble(fields.get(at + 1)));
  }
}
