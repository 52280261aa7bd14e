package org.normprop.net.onnx.operator;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.normprop.net.onnx.read.Dims;
import org.normprop.net.onnx.read.OnnxInput;

/** The sizes of a model's inputs: as the file has them, what it leaves open as the user says. */
public final class InputShapes {

  /** More elements than an input of one sample has. */
  private static final int MOST = 1 << 26;

  private InputShapes() {}

  /**
   * The sizes.
   *
   * @param inputs what the model wants
   * @param shapes whole shapes by input
   * @param symbols sizes by symbol
   * @return sizes by input; 1 for what nobody says
   * @throws IllegalArgumentException with a message for the user
   */
  public static Map<String, int[]> of(
      List<OnnxInput> inputs, Map<String, int[]> shapes, Map<String, Integer> symbols) {
    Set<String> unused = new HashSet<>(symbols.keySet());
    Map<String, int[]> all = new LinkedHashMap<>();
    for (OnnxInput input : inputs) {
      int[] dims = shapes.get(input.name());
      all.put(
          input.name(), dims != null ? checked(input, dims) : asWritten(input, symbols, unused));
    }
    for (String name : shapes.keySet()) {
      if (!all.containsKey(name)) {
        throw new IllegalArgumentException(
            "the model has no input '" + name + "'; its inputs are " + inputs);
      }
    }
    if (!unused.isEmpty()) {
      throw new IllegalArgumentException(
          "no input has a size called '"
              + unused.iterator().next()
              + "'; the inputs are "
              + inputs);
    }
    for (Map.Entry<String, int[]> entry : all.entrySet()) {
      if (Dims.count(entry.getValue()) > MOST) {
        throw new IllegalArgumentException(
            "input '" + entry.getKey() + "' has more than 67 million elements");
      }
    }
    return all;
  }

  private static int[] checked(OnnxInput input, int[] given) {
    if (input.dims() == null) {
      return given;
    }
    boolean fits = given.length == input.dims().size();
    for (int i = 0; fits && i < given.length; i++) {
      String written = input.dims().get(i);
      fits = !written.matches("[0-9]+") || written.equals(String.valueOf(given[i]));
    }
    if (!fits) {
      throw new IllegalArgumentException(
          "shape " + Dims.text(given) + " does not fit input " + input);
    }
    return given;
  }

  private static int[] asWritten(
      OnnxInput input, Map<String, Integer> symbols, Set<String> unused) {
    if (input.dims() == null) {
      throw new IllegalArgumentException(
          "input '"
              + input.name()
              + "' is of any shape: say which, for example --shape "
              + input.name()
              + "=1x3x224x224");
    }
    int[] dims = new int[input.dims().size()];
    for (int i = 0; i < dims.length; i++) {
      String written = input.dims().get(i);
      try {
        dims[i] =
            written.matches("[0-9]+")
                ? Integer.parseInt(written)
                : symbols.getOrDefault(written, 1);
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException("input " + input + " is too large");
      }
      unused.remove(written);
    }
    return dims;
  }
}
