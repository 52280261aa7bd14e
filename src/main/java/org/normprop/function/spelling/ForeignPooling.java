package org.normprop.function.spelling;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.normprop.function.stage.UnitException;

/** Pooling modules and calls of other libraries, such as {@code nn.MaxPool2d(3, stride=2)}. */
final class ForeignPooling {

  private static final List<String> WINDOW =
      List.of("kernel_size", "pool_size", "window_shape", "kernel_shape", "size", "ksize", "k");

  /** What says where windows lie and not what one is. */
  private static final List<String> OF_WINDOWS =
      List.of(
          "stride",
          "strides",
          "dilation",
          "dilations",
          "padding",
          "pad",
          "ceil_mode",
          "return_indices",
          "count_include_pad");

  private static final List<String> EXPONENT = List.of("norm_type", "p", "ord");

  private ForeignPooling() {}

  /**
   * The stage.
   *
   * @param call the call
   * @param kind what the name says that a window does
   * @param dimensions such as 2d; null if the name does not say
   */
  static String ours(ForeignCall call, String kind, String dimensions) {
    String name = kind.startsWith("max") ? "max" : kind.matches("avg|average|mean") ? "avg" : "lp";
    List<String> known = new ArrayList<>(WINDOW);
    known.addAll(OF_WINDOWS);
    if (name.equals("lp")) {
      known.addAll(EXPONENT);
    }
    call.knowsOnly(name, name.equals("max") ? 6 : 5, known); // avg's sixth is another divisor
    boolean hasExponentFirst = name.equals("lp") && call.positional().size() > 1;
    Optional<String> window = call.argument(hasExponentFirst ? 1 : 0, WINDOW);
    Optional<String> padding =
        call.argument(name.equals("lp") ? 9 : 2, List.of("padding", "pad"))
            .filter(p -> !p.matches("0|valid|VALID"));
    if (padding.isPresent()) {
      throw new UnitException(
          "a unit is one whole window, whose statistics padding does not change: leave '"
              + padding.get()
              + "' out");
    }
    int sides = dimensions == null ? 0 : dimensions.charAt(0) - '0';
    StringBuilder ours = new StringBuilder(name);
    window.ifPresent(size -> ours.append(':').append(window(size, sides)));
    Optional<String> p =
        hasExponentFirst ? call.argument(0, List.of()) : call.argument(9, EXPONENT);
    p.ifPresent(exponent -> ours.append(":p=").append(exponent));
    if (name.equals("lp") && dimensions != null && p.filter(ForeignPooling::isOdd).isPresent()) {
      throw new UnitException(
          "PyTorch's "
              + call.name()
              + " takes no absolute value: for the odd p="
              + p.get()
              + " it sums x^p with its sign, and has no value where the sum is negative; with"
              + " abs(x)^p, as ONNX and the p-norm have it, write "
              + ours);
    }
    return ours.toString();
  }

  private static boolean isOdd(String exponent) {
    return exponent.matches("[0-9]{0,8}[13579](\\.0*)?");
  }

  /** {@code 3} of two dimensions is 3x3, {@code (2, 3)} is 2x3. */
  private static String window(String size, int dimensions) {
    String plain = size.replaceAll("[()\\[\\]\\s]", "").replaceAll(",$", "").replace(',', 'x');
    return plain.matches("[0-9]+") && dimensions > 1
        ? String.join("x", Collections.nCopies(dimensions, plain))
        : plain;
  }
}
