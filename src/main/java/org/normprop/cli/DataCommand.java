package org.normprop.cli;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.normprop.cli.line.Arguments;
import org.normprop.cli.line.Command;
import org.normprop.cli.line.Console;
import org.normprop.cli.line.ExitCode;
import org.normprop.cli.line.Option;
import org.normprop.cli.line.Progress;
import org.normprop.cli.line.UsageException;
import org.normprop.data.DataSet;
import org.normprop.data.InputNorm;
import org.normprop.data.Loaded;
import org.normprop.data.TargetKind;
import org.normprop.data.read.NumpyFiles;
import org.normprop.data.sets.Catalogue;
import org.normprop.data.sets.DataSource;
import org.normprop.data.sets.Fetch;
import org.normprop.data.sets.FetchListener;
import org.normprop.data.sets.KnownSet;
import org.normprop.data.table.TableRequest;
import org.normprop.data.table.TableSource;
import org.normprop.data.table.TableSummary;
import org.normprop.io.CacheFolder;
import org.normprop.text.TextTable;
import org.normprop.train.TableSettings;
import org.normprop.train.setting.Setting;
import org.normprop.train.setting.Settings;

/** {@code data}: which data sets there are, fetching them, and what is in them. */
final class DataCommand implements Command {

  static final Option DIR =
      Option.of("dir", "DIR", "folder of fetched data sets (default in the user's cache)");

  @Override
  public String name() {
    return "data";
  }

  @Override
  public String summary() {
    return "list the known data sets, fetch one, or tell what is in data";
  }

  @Override
  public String operands() {
    return "list | fetch NAME | info NAME|PATH";
  }

  @Override
  public List<Option> options() {
    List<Option> options = new ArrayList<>(List.of(DIR));
    SettingOptions.all().stream()
        .filter(option -> TableSettings.ALL.contains(Setting.named(option.name())))
        .forEach(options::add);
    return options;
  }

  @Override
  public List<String> operandWords() {
    List<String> words = new ArrayList<>(List.of("list", "fetch", "info"));
    words.addAll(Catalogue.names());
    return words;
  }

  @Override
  public List<String> examples() {
    return List.of("data list", "data fetch mnist", "data info digits", "data info prices.csv");
  }

  /** The folder that holds a folder for each fetched data set. */
  static Path folder(Arguments arguments) {
    return arguments.has("dir") ? Path.of(arguments.text("dir", "")) : CacheFolder.data();
  }

  @Override
  public String goOn() {
    return "what has arrived is kept; the same command goes on behind it";
  }

  @Override
  public int run(Arguments arguments, Console console) throws IOException {
    List<String> operands = arguments.operands();
    String what = operands.isEmpty() ? "" : operands.get(0);
    if (what.equals("list") && operands.size() == 1) {
      return list(folder(arguments), console);
    }
    if (what.equals("fetch") && operands.size() == 2) {
      return fetch(set(operands.get(1)), folder(arguments), console);
    }
    if (what.equals("info") && operands.size() == 2) {
      return Catalogue.find(operands.get(1)).isPresent()
          ? info(set(operands.get(1)), folder(arguments), console)
          : info(operands.get(1), arguments, console);
    }
    throw new UsageException("data takes 'list', 'fetch NAME', or 'info NAME' or 'info PATH'");
  }

  private static KnownSet set(String name) {
    try {
      return Catalogue.named(name);
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage());
    }
  }

  private static int list(Path folder, Console console) {
    List<String[]> rows = new ArrayList<>();
    rows.add(new String[] {"name", "rows", "shape", "where"});
    for (KnownSet set : Catalogue.sets()) {
      KnownSet.Description about = set.description();
      rows.add(
          new String[] {
            set.name(),
            String.valueOf(about.trainRows() + about.testRows()),
            about.shape().toString(),
            where(set, folder)
          });
    }
    console.out().print(TextTable.aligned(rows));
    return ExitCode.DONE;
  }

  private static String where(KnownSet set, Path folder) {
    if (set.isEmbedded()) {
      return "part of the program";
    }
    boolean there = set.missing(folder.resolve(set.name())).isEmpty();
    return there ? "fetched" : "not fetched";
  }

  private static int fetch(KnownSet set, Path folder, Console console) throws IOException {
    try (FetchProgress progress = new FetchProgress(console)) {
      new Fetch(set, folder.resolve(set.name()), progress).run();
      return ExitCode.DONE;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      InterruptedIOException stopped = new InterruptedIOException("fetching was interrupted");
      stopped.initCause(e);
      throw stopped;
    }
  }

  private static int info(KnownSet set, Path folder, Console console) throws IOException {
    KnownSet.Description about = set.description();
    console.out().println(set.name() + ": " + about.about());
    console.out().println("licence and source: " + about.licence());
    console.out().println("a row: " + about.shape());
    if (!about.classes().isEmpty()) {
      console.out().println("classes: " + String.join(", ", about.classes()));
    }
    set.places().forEach(place -> console.out().println("fetched from: " + place));
    if (!set.isEmbedded() && !set.missing(folder.resolve(set.name())).isEmpty()) {
      console.out().println("not fetched: run normprop data fetch " + set.name());
      return ExitCode.DONE;
    }
    Loaded loaded = set.load(folder.resolve(set.name()));
    describe("rows", loaded.rows(), console);
    loaded.test().ifPresent(test -> describe("test rows", test, console));
    return ExitCode.DONE;
  }

  /** What is in a file or a folder, and how it is read. */
  private static int info(String path, Arguments arguments, Console console) throws IOException {
    TableRequest request =
        SettingOptions.checked(
            () -> TableSettings.request(Settings.of(SettingOptions.given(arguments))));
    if (path.endsWith(".npy") && request.target().isEmpty()) {
      DataSet rows = NumpyFiles.unanswered(Path.of(path));
      console.out().println("a row: " + rows.shape());
      describe("rows", rows, console);
      return ExitCode.DONE;
    }
    DataSource source = new DataSource(path, folder(arguments));
    Optional<Loaded> loaded = SettingOptions.checked(() -> source.otherThanTable(request));
    if (loaded.isEmpty()) {
      console.out().print(TableSummary.of(TableSource.of(Path.of(path)), request));
      return ExitCode.DONE;
    }
    DataSet rows = loaded.get().rows();
    console.out().println("a row: " + rows.shape());
    if (rows.targetKind() == TargetKind.CLASS) {
      console.out().println("classes: " + String.join(", ", rows.classNames()));
    }
    describe("rows", rows, console);
    loaded.get().test().ifPresent(test -> describe("test rows", test, console));
    return ExitCode.DONE;
  }

  private static void describe(String what, DataSet rows, Console console) {
    console.out().println(what + ": " + rows.size());
    InputNorm all = InputNorm.fit(InputNorm.Mode.GLOBAL, rows, 0);
    console
        .out()
        .println(
            String.format(
                Locale.ROOT, "  mean of a value %.4f, std %.4f", all.means()[0], all.stds()[0]));
    if (rows.targetKind() == TargetKind.CLASS) {
      int[] counts = new int[rows.classNames().size()];
      for (int i = 0; i < rows.size(); i++) {
        counts[rows.label(i)]++;
      }
      StringBuilder line = new StringBuilder("  rows by class:");
      for (int count : counts) {
        line.append(' ').append(count);
      }
      console.out().println(line);
    }
  }

  /** Remarks as lines, and bytes as a bar where a person looks on. */
  private static final class FetchProgress implements FetchListener, AutoCloseable {

    private final Console console;
    private String shown = "";
    private Progress bar;

    FetchProgress(Console console) {
      this.console = console;
    }

    @Override
    public void remark(String text) {
      close();
      console.err().println(text);
    }

    @Override
    public void progress(String what, long done, long total) {
      if (total <= 0) {
        return;
      }
      if (!what.equals(shown)) {
        close();
        shown = what;
        bar = new Progress(console, what, total);
      }
      bar.accept(Math.min(done, total));
    }

    @Override
    public void close() {
      if (bar != null) {
        bar.close();
        bar = null;
        shown = "";
      }
    }
  }
}
