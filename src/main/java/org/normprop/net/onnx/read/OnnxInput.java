package org.normprop.net.onnx.read;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What a model wants to be given.
 *
 * @param name the tensor's name
 * @param type what its elements are
 * @param dims its sizes as written: numbers, symbols such as {@code N}, or empty texts for what is
 *     not said; null where the rank is not said either
 */
public record OnnxInput(String name, ElementType type, List<String> dims) {

  /** As people write it, for a message. */
  @Override
  public String toString() {
    return name
        + " ("
        + (dims == null
            ? "of any shape"
            : dims.stream().map(d -> d.isEmpty() ? "?" : d).collect(Collectors.joining("x")))
        + ")";
  }
}
