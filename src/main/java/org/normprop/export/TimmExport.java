package org.normprop.export;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.normprop.function.Unit;
import org.normprop.table.Quantity;

/**
 * The dictionary {@code _nonlin_gamma} of timm/models/nfnet.py: gains by the names that timm gives
 * its activations.
 */
public final class TimmExport {

  /** timm's names, and the units that they are here. */
  private static final Map<String, String> NAMES = names();

  private TimmExport() {}

  private static Map<String, String> names() {
    Map<String, String> names = new LinkedHashMap<>();
    for (String name :
        List.of(
            "identity",
            "celu",
            "elu",
            "gelu",
            "gelu_tanh",
            "hard_sigmoid",
            "hard_swish",
            "leaky_relu",
            "log_sigmoid",
            "mish",
            "prelu",
            "quick_gelu",
            "relu",
            "relu6",
            "selu",
            "sigmoid",
            "silu",
            "softplus",
            "softsign",
            "tanh")) {
      names.put(name, name);
    }
    names.put("swish", "silu");
    return names;
  }

  /**
   * The units that the dictionary is made of.
   *
   * @return the units, each once
   */
  public static List<Unit> units() {
    return NAMES.values().stream().distinct().map(Unit::parse).toList();
  }

  static String text(ExportedConstants constants) {
    Map<String, String> gains = new LinkedHashMap<>();
    constants.constants().forEach(c -> gains.put(c.name(), c.text(Quantity.GAIN)));
    StringBuilder python = new StringBuilder();
    python.append("\"\"\"Gains 1/std of activations of N(0, 1), to replace timm's:\n\n");
    python.append("    import timm.models.nfnet as nfnet\n");
    python.append("    nfnet._nonlin_gamma.update(_nonlin_gamma)\n\n");
    python.append(constants.comments("")).append("\"\"\"\n\n_nonlin_gamma = dict(\n");
    NAMES.forEach(
        (name, unit) -> {
          String gain = gains.get(unit);
          if (gain != null) {
            python.append("    ").append(name).append('=').append(number(gain)).append(",\n");
          }
        });
    python.append("    log_softmax=1.0,  # of many channels: x less a constant\n)\n");
    return python.toString();
  }

  private static String number(String text) {
    return text.matches("-?[0-9]+") ? text + ".0" : text;
  }
}
