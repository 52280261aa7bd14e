package org.normprop.train;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.normprop.data.TargetKind;
import org.normprop.data.table.MissingRule;
import org.normprop.data.table.TableColumn;
import org.normprop.data.table.TableColumn.Answer;
import org.normprop.data.table.TableColumn.Category;
import org.normprop.data.table.TableColumn.LeftOut;
import org.normprop.data.table.TableColumn.Numeric;
import org.normprop.data.table.TableFormat;

/** How a table is read, as JSON. */
final class FormatJson {

  private FormatJson() {}

  static JsonObject of(TableFormat format) {
    JsonObject json = new JsonObject();
    json.addProperty("separator", String.valueOf(format.separator()));
    json.addProperty("decimal", String.valueOf(format.decimal()));
    json.addProperty("encoding", format.encoding());
    json.addProperty("header", format.header());
    json.addProperty("missing", format.missing().name().toLowerCase(Locale.ROOT));
    JsonArray columns = new JsonArray();
    format.columns().forEach(column -> columns.add(of(column)));
    json.add("columns", columns);
    JsonArray fills = new JsonArray();
    format.fills().forEach(fills::add);
    json.add("fills", fills);
    return json;
  }

  private static JsonObject of(TableColumn column) {
    JsonObject json = new JsonObject();
    json.addProperty("name", column.name());
    if (column instanceof Numeric numeric) {
      json.addProperty("is", "number");
      json.addProperty("unit", numeric.unit());
    } else if (column instanceof Category category) {
      json.addProperty("is", "category");
      json.add("values", texts(category.values()));
    } else if (column instanceof Answer answer) {
      json.addProperty("is", "target");
      json.addProperty("kind", answer.kind().name().toLowerCase(Locale.ROOT));
      json.add("classes", texts(answer.classes()));
      json.addProperty("unit", answer.unit());
    } else if (column instanceof LeftOut left) {
      json.addProperty("is", "left out");
      json.addProperty("reason", left.reason());
    }
    return json;
  }

  private static JsonArray texts(List<String> values) {
    JsonArray array = new JsonArray();
    values.forEach(array::add);
    return array;
  }

  /**
   * Reads what {@link #of(TableFormat)} made.
   *
   * @throws RuntimeException if it is something else
   */
  static TableFormat read(JsonObject json) {
    List<TableColumn> columns = new ArrayList<>();
    for (JsonElement column : json.getAsJsonArray("columns")) {
      columns.add(column(column.getAsJsonObject()));
    }
    List<Double> fills = new ArrayList<>();
    json.getAsJsonArray("fills").forEach(fill -> fills.add(fill.getAsDouble()));
    return new TableFormat(
        sign(json, "separator"),
        sign(json, "decimal"),
        json.get("encoding").getAsString(),
        json.get("header").getAsBoolean(),
        MissingRule.valueOf(json.get("missing").getAsString().toUpperCase(Locale.ROOT)),
        columns,
        fills);
  }

  private static char sign(JsonObject json, String key) {
    String text = json.get(key).getAsString();
    if (text.length() != 1) {
      throw new IllegalArgumentException("'" + key + "' must be one character, got '" + text + "'");
    }
    return text.charAt(0);
  }

  private static TableColumn column(JsonObject json) {
    String name = json.get("name").getAsString();
    String kind = json.get("is").getAsString();
    return switch (kind) {
      case "number" -> new Numeric(name, json.get("unit").getAsString());
      case "category" -> new Category(name, texts(json, "values"));
      case "target" ->
          new Answer(
              name,
              TargetKind.valueOf(json.get("kind").getAsString().toUpperCase(Locale.ROOT)),
              texts(json, "classes"),
              json.get("unit").getAsString());
      case "left out" -> new LeftOut(name, json.get("reason").getAsString());
      default -> throw new IllegalArgumentException("there is no column that is '" + kind + "'");
    };
  }

  private static List<String> texts(JsonObject json, String key) {
    List<String> texts = new ArrayList<>();
    json.getAsJsonArray(key).forEach(text -> texts.add(text.getAsString()));
    return texts;
  }
}
