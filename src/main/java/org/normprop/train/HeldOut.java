package org.normprop.train;

import java.util.Optional;
import org.normprop.data.DataSet;
import org.normprop.data.SampleShape;

/** The rows that were held out of a training, and what its network says of them. Immutable. */
public final class HeldOut {

  private final int parameters;
  private final int trainingRows;
  private final DataSet rows;
  private final Predictions predictions;

  HeldOut(int parameters, int trainingRows, DataSet rows, Predictions predictions) {
    this.parameters = parameters;
    this.trainingRows = trainingRows;
    this.rows = rows;
    this.predictions = predictions;
  }

  /**
   * A row as a picture.
   *
   * @param values channels x height x width, 0 for black, 1 for full
   * @param channels 1 for grey, 3 for colours
   * @param height rows of pixels
   * @param width pixels in a row
   */
  public record Picture(float[] values, int channels, int height, int width) {}

  /**
   * How many numbers the network has learnt.
   *
   * @return weights, gains, shifts and the like
   */
  public int parameters() {
    return parameters;
  }

  /**
   * How many rows the network was trained on.
   *
   * @return the number
   */
  public int trainingRows() {
    return trainingRows;
  }

  /**
   * The number of held-out rows.
   *
   * @return how many
   */
  public int size() {
    return rows.size();
  }

  /**
   * The true class of a row.
   *
   * @param row from 0
   * @return an index into the classes
   */
  public int label(int row) {
    return rows.label(row);
  }

  /**
   * A row as a picture.
   *
   * @param row from 0
   * @return the picture; empty if rows are no grey or coloured images
   */
  public Optional<Picture> picture(int row) {
    SampleShape shape = rows.shape();
    if (!shape.isImage() || shape.channels() != 1 && shape.channels() != 3) {
      return Optional.empty();
    }
    float[] values = new float[shape.size()];
    rows.features(row, values, 0);
    return Optional.of(new Picture(values, shape.channels(), shape.height(), shape.width()));
  }

  /**
   * What the network says.
   *
   * @return the predictions, row by row
   */
  public Predictions predictions() {
    return predictions;
  }

  /**
   * How good it is.
   *
   * @return the predictions against the answers
   */
  public Evaluation evaluation() {
    return predictions.against(rows);
  }
}
