package org.normprop.export;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.math.BigDecimal;
import org.normprop.json.Json;

/** Constants as JSON; what is not known is left out. */
final class JsonExport {

  private JsonExport() {}

  static String text(ExportedConstants constants) {
    JsonObject root = new JsonObject();
    JsonArray provenance = new JsonArray();
    constants.provenance().forEach(provenance::add);
    root.add("provenance", provenance);
    JsonArray units = new JsonArray();
    for (ExportedConstant constant : constants.constants()) {
      JsonObject unit = new JsonObject();
      unit.addProperty("unit", constant.name());
      unit.addProperty("inputs", constant.unit().inputs());
      constant.numbers().forEach((quantity, text) -> number(unit, quantity.text(), text));
      number(unit, "error", constant.error());
      unit.addProperty("method", constant.method());
      units.add(unit);
    }
    root.add("units", units);
    return Json.text(root);
  }

  private static void number(JsonObject unit, String name, String text) {
    if (!text.isEmpty()) {
      unit.addProperty(name, new BigDecimal(text));
    }
  }
}
