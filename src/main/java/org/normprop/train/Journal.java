package org.normprop.train;

import java.util.List;

/** Lines of a CSV file whose first field is an epoch, in its order. */
final class Journal {

  private final String header;
  private final StringBuilder lines = new StringBuilder();

  Journal(String header) {
    this.header = header;
  }

  /** The records of epochs up to one; what a process wrote that died before its checkpoint goes. */
  static Journal of(String header, List<List<String>> records, int epoch) {
    Journal journal = new Journal(header);
    // The first record is the header.
    for (int i = 1; i < records.size(); i++) {
      List<String> record = records.get(i);
      if (Integer.parseInt(record.get(0)) <= epoch) {
        journal.add(String.join(",", record) + "\n");
      }
    }
    return journal;
  }

  void add(String line) {
    lines.append(line);
  }

  String text() {
    return header + lines;
  }
}
