package org.normprop.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.normprop.cli.line.ExitCode;

/** A person's own data, from the table to the answers. */
class OwnDataTest {

  private static final Path CASES = Path.of("src/test/resources/tables-as-people-have-them");

  @TempDir private Path dir;

  private Cli train(Path data, String more) {
    List<String> line = new ArrayList<>(List.of("train", "--data", data.toString()));
    line.addAll(List.of("--out", dir.resolve("run").toString(), "--threads", "1"));
    line.addAll(List.of("--epochs", "2", "--batch", "8"));
    if (!more.contains("--arch")) {
      line.addAll(List.of("--arch", "F(8)-F(2)"));
    }
    line.addAll(List.of(more.split(" ")));
    return Cli.run(line.toArray(new String[0]));
  }

  private Path copy(String name) throws IOException {
    return Files.copy(CASES.resolve(name), dir.resolve(name));
  }

  private String run() {
    return dir.resolve("run").toString();
  }

  @Test
  void aRunRefusesDataThatHaveChanged() throws IOException {
    Path data = copy("plain.csv");
    assertEquals(ExitCode.DONE, train(data, "--target quality").code());
    Cli before = Cli.run("evaluate", run());
    assertEquals(ExitCode.DONE, before.code(), before.err());
    assertTrue(before.out().startsWith("12 rows held out of plain.csv, weights of epoch 2\n"));

    List<String> lines = Files.readAllLines(data);
    List<String> shuffled = new ArrayList<>(lines.subList(1, lines.size()));
    Collections.shuffle(shuffled, new Random(1));
    shuffled.add(0, lines.get(0));
    List<String> renamed = new ArrayList<>(lines);
    renamed.set(0, "alpha,gamma,quality");
    for (List<String> changed : List.of(shuffled, lines.subList(0, 41), renamed)) {
      Files.write(data, changed);
      for (String[] line :
          new String[][] {
            {"evaluate", run()},
            {"evaluate", run(), "--data", data.toString()},
            {"train", "--resume", run()},
            {"train", "--resume", run(), "--epochs", "9"}
          }) {
        Cli refused = Cli.run(line);
        assertEquals(ExitCode.FILE, refused.code(), refused.err());
        assertTrue(
            refused.err().matches("(?s).*that had 60 rows and the SHA-256 [0-9a-f]{12}\\..*"),
            refused.err());
        assertTrue(
            refused.err().matches("(?s).*this has .*SHA-256 [0-9a-f]{12}\\..*"), refused.err());
      }
    }
    assertTrue(Files.readString(dir.resolve("run/config.json")).contains("\"epochs\": 2,"));

    Files.write(data, lines);
    assertEquals(before.out(), Cli.run("evaluate", run()).out());
  }

  @Test
  void dataAreFoundWhereTheyAreNow() throws IOException {
    Path data = copy("plain.csv");
    train(data, "--target quality");
    String before = Cli.run("evaluate", run()).out();
    Path moved = Files.move(data, dir.resolve("elsewhere.csv"));
    Cli gone = Cli.run("evaluate", run());
    assertEquals(ExitCode.FILE, gone.code());
    assertTrue(gone.err().contains("are no longer there") && gone.err().contains("--data FILE"));
    // The same contents are the same data: the rows held out, not all of them.
    assertEquals(before, Cli.run("evaluate", run(), "--data", moved.toString()).out());
    assertEquals(
        ExitCode.DONE, Cli.run("train", "--resume", run(), "--data", moved.toString()).code());
    assertEquals(before.replace("plain", "elsewhere"), Cli.run("evaluate", run()).out());
  }

  @Test
  void rowsOfAnotherFileThatWereTrainedOnAreCounted() throws IOException {
    Path data = copy("plain.csv");
    train(data, "--target quality");
    List<String> lines = Files.readAllLines(data);
    Path cut = Files.write(dir.resolve("cut.csv"), lines.subList(0, 31));
    Cli part = Cli.run("evaluate", run(), "--data", cut.toString());
    assertEquals(ExitCode.DONE, part.code(), part.err());
    assertTrue(part.out().startsWith("30 rows of "), part.out());
    assertTrue(
        part.err().matches("(?s)2[0-9] of them are rows that the network was trained on\n"),
        part.err());
    Path fresh = Files.writeString(dir.resolve("new.csv"), "alpha,beta,quality\n0.5,0.5,good\n");
    assertEquals("", Cli.run("evaluate", run(), "--data", fresh.toString()).err());
  }

  @Test
  void dataAndRunMayMoveTogether() throws IOException {
    Path data = copy("plain.csv");
    train(data, "--target quality");
    String before = Cli.run("evaluate", run()).out();
    Path there = Files.createDirectory(dir.resolve("there"));
    Files.move(data, there.resolve("plain.csv"));
    Files.move(dir.resolve("run"), there.resolve("run"));
    assertEquals(before, Cli.run("evaluate", there.resolve("run").toString()).out());
  }

  @Test
  void aFinishedRunIsTrainedFurther() throws IOException {
    train(copy("plain.csv"), "--target quality --schedule constant");
    Cli further = Cli.run("train", "--resume", run(), "--epochs", "5", "--threads", "1");
    assertEquals(ExitCode.DONE, further.code(), further.err());
    assertTrue(further.out().contains("after epoch 5"), further.out());
    Cli back = Cli.run("train", "--resume", run(), "--epochs", "3");
    assertEquals(ExitCode.USAGE, back.code());
    assertTrue(back.err().contains("--epochs must be at least 5"), back.err());
    // With a constant rate it is what one run of five epochs is.
    byte[] two = Files.readAllBytes(dir.resolve("run/checkpoint.safetensors"));
    Cli once =
        Cli.run(
            ("train --data "
                    + dir.resolve("plain.csv")
                    + " --target quality --schedule constant --epochs 5 --batch 8 --threads 1"
                    + " --arch F(8)-F(2) --out "
                    + dir.resolve("once"))
                .split(" "));
    assertEquals(further.out(), once.out());
    assertArrayEquals(two, Files.readAllBytes(dir.resolve("once/checkpoint.safetensors")));
  }

  @ParameterizedTest
  @CsvSource({
    "comment,",
    "sep,",
    "semi,",
    "semiquoted,",
    "semieu,",
    "spaces,",
    "index,",
    "noheader,--header none --target 3",
    "latin1,--encoding latin1",
  })
  void otherClothesGiveTheSameRun(String name, String options) throws IOException {
    Cli plain = train(copy("plain.csv"), "--target quality");
    byte[] weights = Files.readAllBytes(dir.resolve("run/checkpoint.safetensors"));
    Files.move(dir.resolve("run"), dir.resolve("plain"));
    String said = options == null ? "--target quality" : options;
    Cli other =
        train(copy(name + ".csv"), said.contains("--target") ? said : said + " --target quality");
    assertEquals(ExitCode.DONE, other.code(), other.err());
    if (name.equals("latin1")) { // whose class names sort otherwise
      return;
    }
    assertEquals(plain.out(), other.out());
    assertArrayEquals(weights, Files.readAllBytes(dir.resolve("run/checkpoint.safetensors")));
  }

  @Test
  void whatIsUnusualInATableIsToldInALine() throws IOException {
    Cli run = train(copy("semieu.csv"), "--target quality");
    assertTrue(
        run.err()
            .contains(
                "semieu.csv: 60 rows separated by semicolons, decimal comma; 2 numbers; predicts"
                    + " quality: bad, good\ninputs: each column by its own mean and std (--input)\n"),
        run.err());
  }

  @Test
  void categoriesAndFillsAreKeptWithTheRun() throws IOException {
    train(copy("cat.csv"), "--target quality");
    Path rows = Files.writeString(dir.resolve("new.csv"), "color,alpha,beta\nyes,1,2\n");
    Cli known = Cli.run("predict", run(), rows.toString());
    assertEquals(ExitCode.DONE, known.code(), known.err());
    Files.writeString(rows, "color,alpha,beta\nmauve,1,2\n");
    Cli unseen = Cli.run("predict", run(), rows.toString());
    assertEquals(ExitCode.FILE, unseen.code());
    assertTrue(unseen.err().contains(":2:1: column 'color' has 'mauve'"), unseen.err());
    Files.writeString(rows, "color,alpha,beta\nyes,?,2\n");
    Cli missing = Cli.run("predict", run(), rows.toString());
    assertEquals(ExitCode.FILE, missing.code());
    assertTrue(missing.err().contains(":2:5: a missing value in column 'alpha'"), missing.err());
  }

  @Test
  void meansStandForMissingValuesInNewRowsToo() throws IOException {
    train(copy("qmark.csv"), "--target quality --missing mean");
    Path rows = Files.writeString(dir.resolve("new.csv"), "alpha,beta\n?,2\n");
    Cli filled = Cli.run("predict", run(), rows.toString());
    assertEquals(ExitCode.DONE, filled.code(), filled.err());
    String fill =
        Files.readString(dir.resolve("run/data.json"))
            .replaceAll("(?s).*\"fills\": \\[\\s*([-0-9.E]+),.*", "$1");
    Files.writeString(rows, "alpha,beta\n" + fill + ",2\n");
    assertEquals(filled.out(), Cli.run("predict", run(), rows.toString()).out());
    Cli again = Cli.run("evaluate", run());
    assertTrue(again.out().startsWith("12 rows held out"), again.out() + again.err());
  }

  @Test
  void columnsAreDroppedByName() throws IOException {
    Cli run = train(copy("date.csv"), "--target quality --drop when");
    assertEquals(ExitCode.DONE, run.code(), run.err());
    assertTrue(run.err().contains("1 number; when is left out (asked for)"), run.err());
  }

  @ParameterizedTest
  @ValueSource(strings = {"drop", "mean"})
  void missingValuesAreDroppedOrFilled(String rule) throws IOException {
    Cli run = train(copy("empty.csv"), "--target quality --missing " + rule);
    assertEquals(ExitCode.DONE, run.code(), run.err());
    assertTrue(
        run.err()
            .contains(
                rule.equals("drop")
                    ? "53 rows; 2 numbers; 7 rows with missing values left out"
                    : "60 rows; 2 numbers; 7 missing values are filled by the mean"),
        run.err());
  }

  private Path pixels() throws IOException {
    StringBuilder text = new StringBuilder("label");
    for (int i = 0; i < 16; i++) {
      text.append(",pixel").append(i);
    }
    Random random = new Random(1);
    for (int row = 0; row < 40; row++) {
      text.append('\n').append(row % 2);
      for (int i = 0; i < 16; i++) {
        text.append(',').append(random.nextInt(128) + 100 * (row % 2));
      }
    }
    return Files.writeString(dir.resolve("kaggle.csv"), text.append('\n'));
  }

  @Test
  void aConvolutionOfATablesRowsNeedsTheirShape() throws IOException {
    Path data = pixels();
    Cli vector = train(data, "--target label --arch C(4,3,1,1)-F(2)");
    assertEquals(ExitCode.USAGE, vector.code(), vector.err());
    assertTrue(vector.err().contains("--shape 1x4x4"), vector.err());
    Cli images = train(data, "--target label --arch C(4,3,1,1)-F(2) --shape 1x4x4");
    assertEquals(ExitCode.DONE, images.code(), images.err());
    assertTrue(images.err().contains("one mean and std for all pixels"), images.err());
    assertEquals(ExitCode.DONE, Cli.run("evaluate", run()).code());
    assertEquals(ExitCode.DONE, Cli.run("predict", run(), data.toString()).code());
    Cli wrong = train(data, "--target label --arch C(4,3,1,1)-F(2) --shape 1x5x5");
    assertEquals(ExitCode.USAGE, wrong.code());
    assertTrue(wrong.err().contains("16 values"), wrong.err());
    String propagate = "propagate --target label --rows 8 --threads 1 --format csv --arch ";
    String both = propagate + "C(4,3,1,1)-F(2) --shape 1x4x4 --data " + data;
    assertEquals(ExitCode.DONE, Cli.run(both.split(" ")).code(), Cli.run(both.split(" ")).err());
  }

  @Test
  void foldersAndSeveralFilesAreAskedAbout() throws IOException {
    Path images = Files.createDirectories(dir.resolve("images/more"));
    for (int i = 0; i < 3; i++) {
      BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_GRAY);
      image.getRaster().setSample(i, i, 0, 255);
      ImageIO.write(image, "png", images.resolve(i + ".png").toFile());
    }
    String out = dir.resolve("digits").toString();
    String demo = "train --demo digits-mlp --epochs 1 --threads 1 --out " + out;
    assertEquals(ExitCode.DONE, Cli.run(demo.split(" ")).code());
    Cli folder = Cli.run("predict", out, dir.resolve("images").toString());
    assertEquals(ExitCode.DONE, folder.code(), folder.err());
    List<String> lines = folder.out().lines().toList();
    assertEquals(4, lines.size());
    assertTrue(lines.get(0).startsWith("row,class,p(0)") && lines.get(0).endsWith("p(9),file"));
    assertTrue(lines.get(2).startsWith("2,") && lines.get(2).endsWith("1.png"), lines.get(2));
    String one = images.resolve("0.png").toString();
    Cli several = Cli.run("predict", out, one, images.resolve("1.png").toString());
    assertEquals(
        lines.get(1).substring(0, 4),
        several.out().substring(several.out().indexOf("\n1,") + 1).substring(0, 4));
    Cli alone = Cli.run("predict", out, one);
    assertTrue(alone.out().lines().findFirst().get().endsWith("p(9)"), alone.out());
    imagesAsRowsNeedNoHeader(out);
    Path empty = Files.createDirectory(dir.resolve("empty"));
    assertEquals(ExitCode.FILE, Cli.run("predict", out, empty.toString()).code());
    Cli none = Cli.run("predict", out, dir.resolve("no.png").toString());
    assertEquals(ExitCode.FILE, none.code());
  }

  /** Rows of 8x8 pixels, from 0 to 16. */
  private void imagesAsRowsNeedNoHeader(String run) throws IOException {
    String rows = "";
    for (int row = 0; row < 3; row++) {
      int shade = 16 - 5 * row;
      rows +=
          IntStream.range(0, 64)
                  .mapToObj(i -> String.valueOf(i % 3 == 0 ? shade : 0))
                  .collect(Collectors.joining(","))
              + "\n";
    }
    Path file = dir.resolve("rows.csv");
    String expected = Cli.run("predict", run, Files.writeString(file, rows).toString()).out();
    assertEquals(4, expected.lines().count(), expected);
    for (int from : new int[] {0, 1}) { // as data frames count columns
      String header =
          IntStream.range(from, from + 64)
              .mapToObj(String::valueOf)
              .collect(Collectors.joining(","));
      Files.writeString(file, header + "\n" + rows);
      assertEquals(expected, Cli.run("predict", run, file.toString()).out());
    }
    Files.writeString(file, rows.replaceFirst("16", ""));
    Cli missing = Cli.run("predict", run, file.toString());
    assertTrue(missing.err().contains("rows.csv:1"), missing.err());
    Files.writeString(file, "p".repeat(64).replace("p", "p,").replaceAll(",$", "\n") + rows);
    Cli equal = Cli.run("predict", run, file.toString());
    assertTrue(equal.err().contains("a second column 'p'"), equal.err());
  }

  @Test
  void dataInfoTellsHowATableIsRead() throws IOException {
    Cli info = Cli.run("data", "info", copy("qmark.csv").toString(), "--target", "quality");
    assertEquals(ExitCode.DONE, info.code(), info.err());
    assertTrue(info.out().startsWith("qmark.csv: 60 rows\n"), info.out());
    assertTrue(info.out().matches("(?s).*\nalpha +number +7 +0.0449434 .*"), info.out());
    assertTrue(info.out().contains("target, a class: bad, good (30, 30 rows)"), info.out());
    Cli date = Cli.run("data", "info", copy("date.csv").toString());
    assertTrue(date.out().contains("cannot be read") && date.out().contains("--drop when"));
    assertNotEquals(ExitCode.DONE, Cli.run("data", "info", "no-such-file").code());
  }

  @Test
  void aTargetIsAskedForWithTheColumnsThereAre() throws IOException {
    Cli run = train(copy("plain.csv"), "--seed 1");
    assertEquals(ExitCode.USAGE, run.code());
    assertTrue(
        run.err().contains("--target COLUMN; the columns are alpha, beta, quality"), run.err());
  }

  @Test
  void aTableThatIsNotAsTheTrainingsIsAnsweredWithWhatToDo() throws IOException {
    assertEquals(ExitCode.DONE, train(copy("plain.csv"), "--target quality").code());
    Path bare = copy("noheader.csv");
    Path foreign = copy("toy.arff");
    for (String[] line :
        new String[][] {
          {"predict", run(), bare.toString()}, {"evaluate", run(), "--data", bare.toString()}
        }) {
      Cli answer = Cli.run(line);
      assertEquals(ExitCode.FILE, answer.code());
      assertTrue(answer.err().contains("put them above it, alpha, beta"), answer.err());
    }
    Cli arff = Cli.run("predict", run(), foreign.toString());
    assertEquals(ExitCode.FILE, arff.code());
    assertTrue(arff.err().contains("is an ARFF file"), arff.err());
    Cli semicolons = Cli.run("predict", run(), copy("semi.csv").toString());
    assertEquals(ExitCode.FILE, semicolons.code());
    assertTrue(semicolons.err().contains("fields are expected between commas"), semicolons.err());
    assertTrue(!semicolons.err().contains("did you mean"), semicolons.err());
  }

  @Test
  void aHeaderThatTheTrainingDidNotHaveIsToldAsOne() throws IOException {
    Path bare = copy("noheader.csv");
    assertEquals(ExitCode.DONE, train(bare, "--header none --target 3").code());
    Cli answer = Cli.run("predict", run(), copy("plain.csv").toString());
    assertEquals(ExitCode.FILE, answer.code());
    assertTrue(answer.err().contains("if this is a header, leave it out"), answer.err());
  }

  @Test
  void anActivationWhoseBackwardConstantIsInfiniteTrainsAndIsReadAgain() throws IOException {
    String root = "--activation expr:sign(x)*sqrt(abs(x))";
    Path data = copy("plain.csv");
    Cli train = train(data, "--target quality " + root);
    assertEquals(ExitCode.DONE, train.code(), train.err());
    assertEquals(ExitCode.DONE, Cli.run("predict", run(), data.toString()).code());
    Cli propagate = Cli.run("propagate", run());
    assertEquals(ExitCode.DONE, propagate.code(), propagate.err());
  }

  @ParameterizedTest
  @ValueSource(strings = {"expr:sign(x)*sqrt(abs(x))", "sign"})
  void gammaFromAJacobianFactorThatIsNoneIsRefusedBeforeTheTraining(String activation)
      throws IOException {
    Cli train =
        train(copy("plain.csv"), "--target quality --gamma jacobian --activation " + activation);
    assertEquals(ExitCode.USAGE, train.code(), train.err());
    assertTrue(train.err().contains("gamma cannot be jacobian with " + activation), train.err());
  }
}
