package org.normprop.export;

import java.util.ArrayList;
import java.util.List;
import org.normprop.io.Csv;

/** Constants as CSV; what is not known is empty. */
final class CsvExport {

  private CsvExport() {}

  static String text(ExportedConstants constants) {
    StringBuilder csv = new StringBuilder(constants.comments("# "));
    List<String> header = new ArrayList<>(List.of("unit", "inputs"));
    ExportedConstant.MAIN.forEach(quantity -> header.add(quantity.text()));
    header.addAll(List.of("error", "method"));
    ExportedConstant.others().forEach(quantity -> header.add(quantity.text()));
    csv.append(Csv.line(header));
    for (ExportedConstant constant : constants.constants()) {
      List<String> fields = new ArrayList<>();
      fields.add(constant.name());
      fields.add(Integer.toString(constant.unit().inputs()));
      ExportedConstant.MAIN.forEach(quantity -> fields.add(constant.text(quantity)));
      fields.addAll(List.of(constant.error(), constant.method()));
      ExportedConstant.others().forEach(quantity -> fields.add(constant.text(quantity)));
      csv.append(Csv.line(fields));
    }
    return csv.toString();
  }
}
