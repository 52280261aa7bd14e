package org.normprop.net.onnx.operator;

import java.util.Arrays;
import java.util.List;
import org.normprop.net.onnx.read.Dims;
import org.normprop.net.onnx.read.OnnxNode;
import org.normprop.net.onnx.read.TensorValue;

/**
 * A node with what is known of its inputs.
 *
 * @param node the node
 * @param opset version of ONNX's operators
 * @param inputs a fact an input; {@link TensorFact#UNKNOWN} for one left out
 */
public record NodeCall(OnnxNode node, int opset, List<TensorFact> inputs) {

  /** What a rule answers for what it does not know: no fault of the model. */
  public static final class NotKnownException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Without a stack trace: it is an answer. */
    public NotKnownException() {
      super(null, null, false, false);
    }
  }

  /**
   * An input.
   *
   * @param i its place
   * @return what is known of it
   */
  public TensorFact in(int i) {
    if (!node.hasInput(i)) {
      throw new IllegalArgumentException("input " + i + " is missing");
    }
    return inputs.get(i);
  }

  /**
   * An input's sizes.
   *
   * @param i its place
   * @return the sizes
   * @throws NotKnownException where they are not known
   */
  public int[] dims(int i) {
    int[] dims = in(i).dims();
    if (dims == null) {
      throw new NotKnownException();
    }
    return dims;
  }

  /**
   * A constant input.
   *
   * @param i its place
   * @return its elements
   * @throws NotKnownException where they are not known
   */
  public TensorValue value(int i) {
    TensorValue value = in(i).value();
    if (value == null) {
      throw new NotKnownException();
    }
    return value;
  }

  /**
   * Whole numbers that older operators have as an attribute and newer ones as an input.
   *
   * @param attribute the attribute's name
   * @param input the input's place
   * @return the numbers; null where neither is given
   */
  public long[] wholes(String attribute, int input) {
    long[] given = node.wholes(attribute, null);
    if (given != null) {
      return given;
    }
    return node.hasInput(input) ? value(input).asWholes() : null;
  }

  /**
   * A real number that older operators have as an attribute and newer ones as an input.
   *
   * @param attribute the attribute's name
   * @param input the input's place
   * @param otherwise where neither is given
   * @return the number
   */
  public float real(String attribute, int input, float otherwise) {
    if (node.has(attribute)) {
      return node.real(attribute, otherwise);
    }
    if (!node.hasInput(input)) {
      return otherwise;
    }
    TensorValue value = value(input);
    if (value.size() != 1) {
      throw new IllegalArgumentException("input " + input + " must be one number");
    }
    return (float) value.at(0);
  }

  /**
   * Axes of the first input.
   *
   * @param input the place of the input that newer operators have
   * @return in ascending order; null where none are given
   */
  public int[] axes(int input) {
    long[] given = wholes("axes", input);
    if (given == null) {
      return null;
    }
    int rank = dims(0).length;
    int[] axes = Arrays.stream(given).mapToInt(axis -> Dims.axis(axis, rank)).sorted().toArray();
    for (int i = 1; i < axes.length; i++) {
      if (axes[i] == axes[i - 1]) {
        throw new IllegalArgumentException("axis " + axes[i] + " is given twice");
      }
    }
    return axes;
  }

  /**
   * The axis attribute.
   *
   * @param otherwise where it is not given
   * @return in 0 to rank - 1 of the first input
   */
  public int axis(int otherwise) {
    return Dims.axis(node.whole("axis", otherwise), dims(0).length);
  }
}
