package org.normprop.net.layer;

import java.util.List;
import org.normprop.net.compute.Blas;
import org.normprop.net.compute.Tensor;

/**
 * Numbers that training changes, with the gradient that the last backward pass left.
 *
 * <p>A weight matrix has a row for each unit or filter. Its gradient is kept as the backward pass
 * finds it, and {@link #gradient} puts it together:
 *
 * <pre>dl/dW_ij = G_ij + c_i W_ij,   G a matrix, or a_i x_j where the batch is one image</pre>
 *
 * <p>The second term is what the division by the row's norm adds; an optimiser that goes through
 * the weights anyway gets it without a pass of its own.
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
  private boolean hasUnitRows;
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

  static Parameter weights(String name, List<Integer> shape, boolean onSphere) {
    return new Parameter(name, Role.WEIGHT, shape, shape.get(0), onSphere);
  }

  static Parameter vector(String name, Role role, int size) {
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
   * @return 1, or a_i of an outer product
   */
  public float factor(int row) {
    return left == null ? 1 : left[leftAt + row];
  }

  /**
   * The part of the gradient along the row itself.
   *
   * @param row which row
   * @return c_i
   */
  public float along(int row) {
    return hasAlongRow ? alongRow[row] : 0;
  }

  /**
   * Whether all rows are known to have unit length.
   *
   * @return true after a projection, until the values are changed otherwise
   */
  public boolean hasUnitRows() {
    return hasUnitRows;
  }

  /** Notes that all rows have just been divided by their norms. */
  public void markUnitRows() {
    hasUnitRows = true;
  }

  /** Notes that the values were changed by other means than a step. */
  public void markChanged() {
    hasUnitRows = false;
  }

  /**
   * 1/|w| of a row.
   *
   * @param w holds the row
   * @param at where it starts
   * @param columns its length
   * @param blas what computes
   * @return the inverse of its l2 norm; 0 for a row of zeros, which has no direction
   */
  public static double inverseNorm(float[] w, int at, int columns, Blas blas) {
    double squares = Loops.dot(w, at, w, at, columns, blas);
    if (!(squares > 1e-30 && squares < 1e30)) {
      // Outside of this range float32 squares lose digits.
      squares = 0;
      for (int j = at; j < at + columns; j++) {
        squares += (double) w[j] * w[j];
      }
    }
    return squares == 0 ? 0 : 1 / Math.sqrt(squares);
  }

  /** Forgets the gradient, before a backward pass writes another. */
  void clear() {
    left = null;
    hasAlongRow = false;
  }

  /** Where a backward pass writes G. */
  float[] matrix() {
    return matrix;
  }

  /** Sets G_ij = left_i right_j; both arrays must stay as they are until the step is done. */
  void setOuter(float[] left, int leftAt, float[] right, int rightAt) {
    this.left = left;
    this.leftAt = leftAt;
    this.right = right;
    this.rightAt = rightAt;
  }

  /** Where a backward pass writes c. */
  float[] alongRow() {
    hasAlongRow = true;
    return alongRow;
  }
}
