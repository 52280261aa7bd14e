package org.normprop.net.onnx.read;

import java.util.List;
import java.util.Map;

/**
 * An operator of a graph.
 *
 * @param index its place in the file, from 0
 * @param name its name in the file; may be empty
 * @param operator its type, for example {@code Conv}; of another domain, {@code domain:Type}
 * @param inputs names of tensors, empty where an optional one is left out
 * @param outputs names of tensors, empty where an optional one is left out
 * @param attributes its attributes by name: Long, Float, String, long[], float[], TensorValue;
 *     those of other types are there with the value {@link Boolean#TRUE}
 */
public record OnnxNode(
    int index,
    String name,
    String operator,
    List<String> inputs,
    List<String> outputs,
    Map<String, Object> attributes) {

  /** Copies what it is given. */
  public OnnxNode {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    attributes = Map.copyOf(attributes);
  }

  /**
   * Which node, for a message.
   *
   * @return place, operator and name
   */
  public String where() {
    return "node " + index + " (" + operator + (name.isEmpty() ? "" : " " + name) + ")";
  }

  /**
   * Whether an attribute is given.
   *
   * @param attribute its name
   * @return whether it is there, of whatever type
   */
  public boolean has(String attribute) {
    return attributes.containsKey(attribute);
  }

  /**
   * Whether an input is given.
   *
   * @param i its place
   * @return whether there is such an input and it is not left out
   */
  public boolean hasInput(int i) {
    return i < inputs.size() && !inputs.get(i).isEmpty();
  }

  /**
   * A whole number.
   *
   * @param attribute its name
   * @param otherwise where it is not given
   * @return the value
   */
  public long whole(String attribute, long otherwise) {
    return get(attribute, Long.class, otherwise);
  }

  /**
   * A real number.
   *
   * @param attribute its name
   * @param otherwise where it is not given
   * @return the value
   */
  public float real(String attribute, float otherwise) {
    return get(attribute, Float.class, otherwise);
  }

  /**
   * A text.
   *
   * @param attribute its name
   * @param otherwise where it is not given
   * @return the value
   */
  public String text(String attribute, String otherwise) {
    return get(attribute, String.class, otherwise);
  }

  /**
   * Whole numbers.
   *
   * @param attribute its name
   * @param otherwise where it is not given; may be null
   * @return the values
   */
  public long[] wholes(String attribute, long[] otherwise) {
    return get(attribute, long[].class, otherwise);
  }

  private <T> T get(String attribute, Class<T> type, T otherwise) {
    Object value = attributes.get(attribute);
    if (value == null) {
      return otherwise;
    }
    if (!type.isInstance(value)) {
      throw new IllegalArgumentException(
          "attribute " + attribute + " is a " + value.getClass().getSimpleName());
    }
    return type.cast(value);
  }
}
