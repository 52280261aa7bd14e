package org.normprop.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.normprop.cli.line.ExitCode;

/** Whatever language the machine speaks, and whatever its files are called. */
@Timeout(300)
class LocaleTest {

  private static final List<String> COMMANDS =
      List.of(
          "estimate relu max:3x3 dropout:keep=0.8 expr:x*sigmoid(1.702*x) --samples 1e4",
          "estimate tanh --samples 1e4 --format csv",
          "estimate tanh --samples 1e4 --format json --input 0.1,2",
          "verify",
          "export --to markdown",
          "export --to pytorch",
          "data info digits",
          "train --demo digits-mlp --epochs 2 --threads 1 --out OUT/run",
          "evaluate OUT/run",
          "propagate OUT/run",
          "compare --demo digits-mlp --epochs 1 --vary batch=32,64 --seeds 2 --threads 1 --out OUT/c",
          "tables --samples 1e4 --dir OUT/t",
          "estimate reluu",
          "train --demo digits-mlp --lr 0,1 --out OUT/no",
          "INFO",
          "--help");

  /** Thorough in the profile soak, which sets this property. */
  private static final boolean SOAK = Integer.getInteger("normprop.kills") != null;

  private static List<String> locales() {
    return SOAK
        ? List.of("ar-EG-u-nu-arab", "de-DE", "hi-IN-u-nu-deva", "tr-TR", "fa-IR")
        : List.of("ar-EG-u-nu-arab");
  }

  private static List<String> commands() {
    return COMMANDS.stream()
        .filter(command -> SOAK || !command.startsWith("tables") && !command.startsWith("verify"))
        .toList();
  }

  @TempDir private Path dir;
  private Program program;

  @BeforeEach
  void prepare() {
    program = Program.in(dir);
  }

  private static String[] words(String command, Path out) {
    return command.replace("OUT", out.toString()).split(" ");
  }

  /** Arabic and Hindi have digits of their own, German a comma, Turkish an i without a dot. */
  @ParameterizedTest
  @MethodSource("locales")
  void numbersKeepTheirPointAndTheirDigits(String tag) throws Exception {
    Path english = Files.createDirectories(dir.resolve("en"));
    Path foreign = Files.createDirectories(dir.resolve("xx"));
    Locale before = Locale.getDefault();
    try {
      for (String command : commands()) {
        Locale.setDefault(Locale.ENGLISH);
        Cli expected = Cli.run(words(command, english));
        Locale.setDefault(Locale.forLanguageTag(tag));
        Cli got = Cli.run(words(command, foreign));
        assertEquals(expected.code(), got.code(), command);
        assertEquals(expected.out(), got.out().replace("/xx/", "/en/"), command);
        assertEquals(
            rateless(expected.err()), rateless(got.err().replace("/xx/", "/en/")), command);
      }
      Snapshots.assertSame(english, foreign);
      // The negative control: this locale does write numbers otherwise.
      String number = String.format("%.1f", 1.5) + "I".toLowerCase();
      assertFalse(number.equals("1.5i"), number);
    } finally {
      Locale.setDefault(before);
    }
  }

  /** Rows a second differ from run to run. */
  private static String rateless(String text) {
    return text.replaceAll("[0-9]+ rows/s", "rows/s");
  }

  @Test
  void namesMayHoldAnything() throws Exception {
    String name = "größe 数据 with blanks '\"$x;";
    Program utf8 = program.env("LC_ALL", "C.UTF-8");
    Path folder = Files.createDirectories(dir.resolve(name));
    Files.writeString(
        folder.resolve("data ü.csv"), "größe,y\n1,a\n2,ö\n3,a\n4,ö\n5,a\n6,ö\n7,a\n8,ö\n");
    Cli train =
        utf8.run(
            "train",
            "--data",
            folder.resolve("data ü.csv").toString(),
            "--target",
            "y",
            "--arch",
            "F(4)-F(2)",
            "--epochs",
            "1",
            "--out",
            folder.resolve("run").toString());
    assertEquals(ExitCode.DONE, train.code(), train.err());
    // A program that reads the results reads UTF-8, whatever the locale.
    Cli predict =
        utf8.run(
            "predict", folder.resolve("run").toString(), folder.resolve("data ü.csv").toString());
    assertEquals(ExitCode.DONE, predict.code(), predict.err());
    assertTrue(predict.out().contains("ö"), predict.out());
  }

  @Test
  void aLocaleThatCannotNameAFileSaysSo() throws Exception {
    Program ascii = program.env("LC_ALL", "C");
    Cli run = ascii.run("train", "--demo", "digits-mlp", "--out", "größe");
    if (run.code() != ExitCode.DONE) { // later Javas may manage
      assertEquals(ExitCode.USAGE, run.code(), run.err());
      assertTrue(run.err().contains("LC_ALL=C.UTF-8"), run.err());
      assertFalse(run.err().contains("\tat "), run.err());
    }
    // Worse than a name that fails: relative paths that lead into another folder.
    Path folder = Files.createDirectories(dir.resolve("größe"));
    Program inside =
        new Program(folder, ascii.prefix(), ascii.jvm(), ascii.classpath(), ascii.environment());
    Cli train = inside.run("train", "--demo", "digits-mlp", "--epochs", "1", "--out", "run");
    if (train.code() == ExitCode.DONE) {
      assertTrue(Files.exists(folder.resolve("run").resolve("report.html")));
    } else {
      assertEquals(ExitCode.USAGE, train.code(), train.err());
      assertTrue(train.err().contains("LC_ALL=C.UTF-8"), train.err());
    }
    try (Stream<Path> folders = Files.list(dir)) {
      assertEquals(
          Set.of(folder),
          folders.filter(Files::isDirectory).collect(Collectors.toSet()),
          "results went elsewhere");
    }
  }
}
