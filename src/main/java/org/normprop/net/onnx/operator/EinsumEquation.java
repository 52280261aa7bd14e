package org.normprop.net.onnx.operator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.normprop.net.onnx.read.Dims;

/**
 * The equation of an Einsum, such as {@code bhtd,bhsd->bhts}: a letter for each axis of each term,
 * products of elements summed over the letters that the result has not. {@code ...} stands for axes
 * that broadcast; they become the numbers 0, 1, 2... here, counted from the last.
 *
 * @param terms the labels of each input's axes
 * @param result the labels of the result's axes
 * @param sizes by label
 */
record EinsumEquation(
    List<List<Integer>> terms, List<Integer> result, Map<Integer, Integer> sizes) {

  private static final String DOTS = "...";

  /**
   * The equation of a node whose inputs have known sizes.
   *
   * @throws NodeCall.NotKnownException if the sizes of an input are not known
   * @throws IllegalArgumentException if the equation is wrong, or does not fit the inputs
   */
  static EinsumEquation of(NodeCall call) {
    String text = call.node().text("equation", "").replace(" ", "");
    int arrow = text.indexOf("->");
    String[] left = (arrow < 0 ? text : text.substring(0, arrow)).split(",", -1);
    if (left.length != call.inputs().size()) {
      throw new IllegalArgumentException(
          "equation '" + text + "' has " + left.length + " terms for " + call.inputs().size());
    }
    List<List<Integer>> terms = new ArrayList<>();
    Map<Integer, Integer> sizes = new LinkedHashMap<>();
    int dots = 0;
    for (int i = 0; i < left.length; i++) {
      int[] dims = call.dims(i);
      int hidden = dims.length - (left[i].replace(DOTS, "").length());
      if (hidden < 0 || (hidden > 0 && !left[i].contains(DOTS))) {
        throw new IllegalArgumentException(
            "term '" + left[i] + "' of equation '" + text + "' for " + Dims.text(dims));
      }
      dots = Math.max(dots, hidden);
      List<Integer> term = labels(left[i], hidden, text);
      for (int axis = 0; axis < dims.length; axis++) {
        fit(sizes, term.get(axis), dims[axis], text);
      }
      terms.add(term);
    }
    List<Integer> result =
        arrow < 0 ? implicit(terms, dots) : labels(text.substring(arrow + 2), dots, text);
    if (!sizes.keySet().containsAll(result)) {
      throw new IllegalArgumentException("equation '" + text + "' makes an axis of no input's");
    }
    return new EinsumEquation(terms, result, sizes);
  }

  private static List<Integer> labels(String term, int dots, String text) {
    List<Integer> labels = new ArrayList<>();
    for (int at = 0; at < term.length(); at++) {
      if (term.startsWith(DOTS, at)) {
        for (int i = dots - 1; i >= 0; i--) {
          labels.add(i);
        }
        at += DOTS.length() - 1;
      } else if (Character.isLetter(term.charAt(at))) {
        labels.add((int) term.charAt(at));
      } else {
        throw new IllegalArgumentException(
            "equation '" + text + "' has '" + term.charAt(at) + "' where a letter is wanted");
      }
    }
    return labels;
  }

  private static void fit(Map<Integer, Integer> sizes, int label, int size, String text) {
    int known = sizes.getOrDefault(label, 1);
    if (known != size && known != 1 && size != 1) {
      throw new IllegalArgumentException(
          "equation '" + text + "' has sizes of " + known + " and " + size + " for one axis");
    }
    sizes.put(label, Math.max(known, size));
  }

  /** Without an arrow: broadcast axes, then what occurs once, in the order of the alphabet. */
  private static List<Integer> implicit(List<List<Integer>> terms, int dots) {
    Map<Integer, Integer> counts = new TreeMap<>();
    terms.forEach(term -> term.forEach(label -> counts.merge(label, 1, Integer::sum)));
    List<Integer> result = labels(DOTS, dots, "");
    counts.forEach(
        (label, count) -> {
          if (count == 1 && label >= dots) {
            result.add(label);
          }
        });
    return result;
  }

  /** The result's sizes. */
  int[] dims() {
    int[] dims = size(result);
    Dims.count(dims);
    return dims;
  }

  /** Sizes of some labels' axes. */
  int[] size(List<Integer> labels) {
    return labels.stream().mapToInt(sizes::get).toArray();
  }

  /** Whether a term names an axis once, and has each of them in full. */
  boolean isPlain(int term, int[] dims) {
    List<Integer> labels = terms.get(term);
    return labels.stream().distinct().count() == labels.size() && Arrays.equals(size(labels), dims);
  }
}
