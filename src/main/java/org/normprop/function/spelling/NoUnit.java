package org.normprop.function.spelling;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What networks have and units cannot be, by the beginning of its name, and why. */
enum NoUnit {
  SOFTMAX(
      "every output depends on all channels at once, and its statistics on how many there are",
      "softmax",
      "logsoftmax",
      "softmin",
      "sparsemax",
      "gumbelsoftmax",
      "logsumexp"),
  NORMALISATION(
      "it measures the values that come and brings them to mean 0 and std 1 itself; leave it out,"
          + " or name what stands behind it",
      "batchnorm",
      "layernorm",
      "groupnorm",
      "instancenorm",
      "rmsnorm",
      "localresponsenorm",
      "weightnorm",
      "spectralnorm",
      "normalize",
      "syncbatchnorm",
      "lazybatchnorm",
      "unitnorm"),
  ADAPTIVE(
      "its window depends on the size of the image; name the window that it has: avg:7x7 or max:7x7"
          + " for an image of 7x7",
      "adaptiveavgpool",
      "adaptivemaxpool",
      "adaptiveaveragepool",
      "globalavgpool",
      "globalaveragepool",
      "globalmaxpool",
      "globalpool",
      "fractionalmaxpool"),
  WEIGHTS(
      "it is a layer of weights, and a unit is what stands between two of those",
      "linear",
      "dense",
      "conv",
      "separableconv",
      "depthwiseconv",
      "embedding",
      "lstm",
      "gru",
      "rnn",
      "simplernn",
      "multiheadattention",
      "attention",
      "bilinear",
      "fullyconnected",
      "affine",
      "matmul",
      "gemm"),
  SHAPE(
      "it moves values and changes none, so it has no place in a unit",
      "flatten",
      "reshape",
      "permute",
      "transpose",
      "upsampl",
      "pixelshuffle",
      "zeropad",
      "padding",
      "concat",
      "unflatten",
      "squeeze",
      "crop");

  private final String reason;
  private final List<String> beginnings;

  NoUnit(String reason, String... beginnings) {
    this.reason = reason;
    this.beginnings = List.of(beginnings);
  }

  /** Why a name is no unit; empty if it is not one of these. */
  static Optional<String> reason(String name) {
    String key = ForeignNames.key(name).replaceAll("[0-9]d$", "");
    for (NoUnit kind : values()) {
      for (String beginning : kind.beginnings) {
        if (key.startsWith(beginning)) {
          String last = name.substring(name.lastIndexOf('.') + 1);
          return Optional.of(
              String.format(Locale.ROOT, "%s is no unit, because %s", last, kind.reason));
        }
      }
    }
    return Optional.empty();
  }
}
