package org.normprop.net.compute;

import java.util.List;

/**
 * Numbers that training changes, with the gradient that the last backward pass left.
 *
 * <p>A weight matrix has a row for each unit or filter. Its gradient is kept as the backward pass
 * finds it, and {@link #gradient} puts it together:
 *
 * <pre>dl/dW_ij = f_i G_ij + c_i W_ij,   G a matrix, or x_j where the batch is one image</pre>
 *
 * <p>The second term is what the division by the row's norm adds; an optimiser that goes through
 * the weights anyway gets both factors without a pass of its own, and leaves the norms of the rows
 * while it has them at hand.
 *
 * <p>Not thread-safe.
 */
public final class Parameter {

  /** What a parameter does in its layer. */
  public enum Role {
    /** A weight matrix: W, or v of weight normalisation. */
    WEIGHT,
    /** A factor for each channel: gamma, or g of weight normalisation. */
    SCALE,
    /** What is added to each channel: a bias, or beta. */
    SHIFT,
    /** The slope of a PReLU. */
    SLOPE
  }

  /** The most values of a parameter. */
  public static final int MAX_SIZE = 1 << 28;

  private final Tensor tensor;
  private final Role role;
  private final int rows;
  private final boolean onSphere;
  private final float[] matrix;
  private final float[] alongRow;
  private boolean hasAlongRow;
  private float[] rowFactors;

  /** 1/|W_i|, as long as the last who changed the values left it; null if nobody asks. */
  private float[] inverseNorms;

  private boolean areNormsKnown;
  private float[] left;
  private int leftAt;
  private float[] right;
  private int rightAt;

  private Parameter(String name, Role role, List<Integer> shape, int rows, boolean onSphere) {
    int size = checkedSize(name, shape);
    this.tensor = new Tensor(name, shape, new float[size]);
    this.role = role;
    this.rows = rows;
    this.onSphere = onSphere;
    this.matrix = new float[size];
    this.alongRow = new float[rows];
  }

  private static int checkedSize(String name, List<Integer> shape) {
    double size = shape.stream().mapToDouble(Integer::doubleValue).reduce(1, (a, b) -> a * b);
    if (size > MAX_SIZE) {
      throw new IllegalArgumentException(
          name + " of shape " + shape + " would have more than " + MAX_SIZE + " values");
    }
    return (int) size;
  }

  public static Parameter weights(String name, List<Integer> shape, boolean onSphere) {
    return new Parameter(name, Role.WEIGHT, shape, shape.get(0), onSphere);
  }

  public static Parameter vector(String name, Role role, int size) {
    return new Parameter(name, role, List.of(size), 1, false);
  }

  /**
   * The name, unique in a network, such as {@code 0.weight}.
   *
   * @return the name
   */
  public String name() {
    return tensor.name();
  }

  /**
   * What the parameter does.
   *
   * @return the role
   */
  public Role role() {
    return role;
  }

  /**
   * Name, shape and values; writing to the values changes the parameter.
   *
   * @return the tensor
   */
  public Tensor tensor() {
    return tensor;
  }

  /**
   * The values, row by row.
   *
   * @return the array itself
   */
  public float[] values() {
    return tensor.values();
  }

  /**
   * The rows of a weight matrix, one for each unit or filter.
   *
   * @return how many; 1 for what is no matrix
   */
  public int rows() {
    return rows;
  }

  /**
   * The length of a row: the fan-in of a weight matrix.
   *
   * @return how many values
   */
  public int columns() {
    return values().length / rows;
  }

  /**
   * Whether every row goes back to unit length after each step.
   *
   * @return true for the weights of a projecting layer
   */
  public boolean onSphere() {
    return onSphere;
  }

  /**
   * The gradient of the last backward pass, put together in an array of the parameter's own.
   *
   * @return dl/dvalues, row by row; valid until the next backward pass
   */
  public float[] gradient() {
    int columns = columns();
    float[] values = values();
    for (int row = 0; row < rows; row++) {
      float[] source = gradientRow(row);
      float factor = factor(row);
      float along = along(row);
      for (int i = row * columns; i < (row + 1) * columns; i++) {
        matrix[i] = factor * source[i] + along * values[i];
      }
    }
    clear();
    return matrix;
  }

  /**
   * What a row of the gradient is made of: for i from row * {@link #columns} on, dl/dvalues[i] =
   * {@link #factor} * g[i] + {@link #along} * values[i].
   *
   * @param row which row
   * @return the array g, which holds at least this row
   */
  public float[] gradientRow(int row) {
    if (left != null) {
      System.arraycopy(right, rightAt, matrix, row * columns(), columns());
    }
    return matrix;
  }

  /**
   * The factor of g in a row.
   *
   * @param row which row
   * @return f_i
   */
  public float factor(int row) {
    if (isOnlyDirection(row)) {
      return 0;
    }
    if (left != null) {
      return left[leftAt + row];
    }
    return rowFactors == null ? 1 : rowFactors[row];
  }

  /**
   * The part of the gradient along the row itself.
   *
   * @param row which row
   * @return c_i
   */
  public float along(int row) {
    return hasAlongRow && !isOnlyDirection(row) ? alongRow[row] : 0;
  }

  /**
   * Whether a row of one weight is divided by its length, which leaves its sign: the gradient's two
   * terms are opposite, and in float32 would leave their roundings.
   */
  private boolean isOnlyDirection(int row) {
    return hasAlongRow && values().length == rows && RowNorms.hasDirection(values()[row]);
  }

  /**
   * Leaves the norm of a row that has just been changed, if anybody asks for norms; a row that
   * belongs on the sphere is divided by it first. A row of zeros stays.
   *
   * @param row which row
   * @param blas what computes
   */
  public void finishRow(int row, Blas blas) {
    if (onSphere) {
      float inverse = (float) RowNorms.inverse(values(), row * columns(), columns(), blas);
      if (inverse > 0) {
        Loops.multiply(values(), row * columns(), inverse, columns());
      }
    }
    if (inverseNorms != null) {
      inverseNorms[row] = onSphere ? 1 : divisor(row, blas);
    }
  }

  /** Notes that {@link #finishRow} was called for every row since the values were changed. */
  public void markFinished() {
    areNormsKnown = inverseNorms != null;
  }

  /** Notes that the values were changed by other means than a step. */
  public void markChanged() {
    areNormsKnown = false;
  }

  /** Asks those who change the values to leave the norms of the rows. */
  public void askForNorms() {
    inverseNorms = new float[rows];
  }

  /** What a row is multiplied by to have unit length; 1 for a row of zeros. */
  public float inverseNorm(int row, Blas blas) {
    return areNormsKnown ? inverseNorms[row] : divisor(row, blas);
  }

  private float divisor(int row, Blas blas) {
    double inverse = RowNorms.inverse(values(), row * columns(), columns(), blas);
    // A projected row has length 1 to rounding, and counts as such whether it was measured or not:
    // so a resumed training goes on bit for bit. A row of zeros is not divided.
    boolean isUnit = onSphere && Math.abs(inverse - 1) < 1e-5;
    return isUnit || inverse == 0 ? 1 : (float) inverse;
  }

  /** Forgets the gradient, before a backward pass writes another. */
  public void clear() {
    left = null;
    rowFactors = null;
    hasAlongRow = false;
  }

  /** Where a backward pass writes G. */
  public float[] matrix() {
    return matrix;
  }

  /** Sets G_ij = left_i right_j; both arrays must stay as they are until the step is done. */
  public void setOuter(float[] left, int leftAt, float[] right, int rightAt) {
    this.left = left;
    this.leftAt = leftAt;
    this.right = right;
    this.rightAt = rightAt;
  }

  /** Sets f; the array must stay as it is until the step is done. */
  public void setRowFactors(float[] factors) {
    rowFactors = factors;
  }

  /** Where a backward pass writes c. */
  public float[] alongRow() {
    hasAlongRow = true;
    return alongRow;
  }
}
