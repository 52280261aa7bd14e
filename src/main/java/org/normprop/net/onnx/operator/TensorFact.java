package org.normprop.net.onnx.operator;

import org.normprop.net.onnx.read.Dims;
import org.normprop.net.onnx.read.ElementType;
import org.normprop.net.onnx.read.TensorValue;

/**
 * What is known of a tensor before a model runs. Immutable, if nobody writes to its arrays.
 *
 * @param type what its elements are
 * @param dims its sizes; null where they are not known
 * @param value its elements, where they depend on no input; else null
 */
public record TensorFact(ElementType type, int[] dims, TensorValue value) {

  /** Nothing but a likely type. */
  public static final TensorFact UNKNOWN = new TensorFact(ElementType.FLOAT, null, null);

  /**
   * A constant.
   *
   * @param value its elements
   * @return the fact
   */
  public static TensorFact constant(TensorValue value) {
    return new TensorFact(value.type(), value.dims(), value);
  }

  /**
   * A tensor that depends on inputs.
   *
   * @param type what its elements are
   * @param dims its sizes
   * @return the fact
   */
  public static TensorFact of(ElementType type, int... dims) {
    Dims.count(dims);
    return new TensorFact(type, dims, null);
  }

  /**
   * Whether the elements are known.
   *
   * @return whether there is a value
   */
  public boolean isConstant() {
    return value != null;
  }
}
