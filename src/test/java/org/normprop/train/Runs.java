package org.normprop.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.normprop.function.Unit;
import org.normprop.net.compute.Engine;
import org.normprop.table.Bounded;
import org.normprop.table.ConstantsTable;
import org.normprop.table.Exact;
import org.normprop.table.Input;
import org.normprop.table.Provenance;
import org.normprop.table.Row;
import org.normprop.table.TableFile;
import org.normprop.train.setting.Setting;
import org.normprop.train.setting.Settings;

/** Small runs for tests. */
final class Runs {

  private static final Path NO_CACHE = Path.of("no-cache");

  private Runs() {}

  /** Settings on digits with a few given as key, value, key, value. */
  static Settings settings(String... pairs) {
    Map<Setting, String> given = new EnumMap<>(Setting.class);
    given.put(Setting.DATA, "digits");
    given.put(Setting.ARCH, "F(12)-F(10)");
    given.put(Setting.EPOCHS, "3");
    for (int i = 0; i < pairs.length; i += 2) {
      given.put(Setting.named(pairs[i]), pairs[i + 1]);
    }
    return Settings.of(given);
  }

  /** Any constants will do to compare runs; those of relu are right. */
  static TableFile constants(Input input, Set<Unit> units) {
    Exact relu =
        Exact.of(
            Bounded.exactly(0.3989422804014327),
            Bounded.exactly(0.5838193701035489),
            Bounded.exactly(0.5),
            1,
            "known");
    List<Row> rows =
        units.stream().map(u -> new Row(u, Optional.empty(), Optional.of(relu))).toList();
    return new TableFile(new Provenance(1, 1, 0, "test"), new ConstantsTable(input, rows));
  }

  /** Is told nothing worth knowing. */
  static class Silent implements TrainingListener {
    @Override
    public void batch(int epoch, Score.Sum sum) {}

    @Override
    public void epoch(EpochMetrics metrics, double seconds) {}
  }

  /** Stops a run as a killed process does: between any two steps. */
  static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  static RunFolder start(Path path, Settings settings) throws IOException {
    Files.createDirectories(path);
    RunFolder folder = new RunFolder(path);
    folder.start(settings);
    return folder;
  }

  /** Runs until the end, or until the listener throws. */
  static void run(RunFolder folder, int threads, TrainingListener listener)
      throws IOException, DivergedException {
    try (Engine engine = Engine.start(threads)) {
      Problem problem = Training.checked(folder.settings(), NO_CACHE);
      Training.in(folder, problem, Runs::constants, engine).run(listener);
    }
  }

  static RunFolder whole(Path path, Settings settings, int threads)
      throws IOException, DivergedException {
    RunFolder folder = start(path, settings);
    run(folder, threads, new Silent());
    return folder;
  }
}
