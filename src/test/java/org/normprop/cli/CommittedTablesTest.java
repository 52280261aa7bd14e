package org.normprop.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.normprop.cli.about.Version;
import org.normprop.function.Unit;
import org.normprop.moments.Calculator;
import org.normprop.moments.sample.MonteCarlo;
import org.normprop.moments.sample.Sampling;
import org.normprop.table.Exact;
import org.normprop.table.Input;
import org.normprop.table.Row;
import org.normprop.table.RowCsv;
import org.normprop.table.StandardTable;
import org.normprop.table.TableFile;

/** The tables that lie in the repository are those that the command makes. */
class CommittedTablesTest {

  /** One row in so many is made anew; all of them take a minute (tables --check). */
  private static final int STRIDE = 12;

  private static final int MOST_INPUTS = 9;

  private static Path file(StandardTable table) {
    return Path.of("tables", table.fileName());
  }

  @ParameterizedTest
  @EnumSource
  void holdEveryUnitTheyShould(StandardTable table) throws IOException {
    TableFile read = TableFile.read(file(table));
    assertEquals(MonteCarlo.STREAM_VERSION, read.provenance().stream());
    assertEquals(Version.current(), read.provenance().version());
    for (Unit unit : table.units()) {
      assertTrue(
          read.table().find(unit).isPresent(),
          unit + " is missing in " + file(table) + "; make the tables anew");
    }
  }

  /** Exact parts are cheap: all of them. */
  @ParameterizedTest
  @EnumSource
  void exactPartsComeOutByteForByte(StandardTable table) throws IOException {
    List<Row> held = TableFile.read(file(table)).table().rows();
    List<Row> made =
        Calculator.rows(
            held.stream().map(Row::unit).toList(),
            Input.STANDARD,
            Calculator.Method.EXACT,
            Sampling.DEFAULT,
            done -> {});
    List<String> lines = Files.readAllLines(file(table));
    for (int i = 0; i < held.size(); i++) {
      Optional<Exact> exact = made.get(i).exact();
      Row row = new Row(held.get(i).unit(), held.get(i).sampled(), exact);
      assertTrue(lines.contains(RowCsv.line(row).strip()), () -> RowCsv.line(row));
    }
  }

  @ParameterizedTest
  @EnumSource
  void rowsComeOutByteForByte(StandardTable table) throws IOException {
    TableFile read = TableFile.read(file(table));
    List<Unit> units = new ArrayList<>();
    for (int i = 0; i < read.table().rows().size(); i += STRIDE) {
      Unit unit = read.table().rows().get(i).unit();
      if (unit.inputs() <= MOST_INPUTS) {
        units.add(unit);
      }
    }
    Sampling sampling = new Sampling(read.provenance().samples(), read.provenance().seed(), 0);
    List<String> lines = Files.readAllLines(file(table));
    for (Row row :
        Calculator.rows(units, Input.STANDARD, Calculator.Method.BOTH, sampling, done -> {})) {
      assertTrue(lines.contains(RowCsv.line(row).strip()), () -> RowCsv.line(row));
    }
  }
}
