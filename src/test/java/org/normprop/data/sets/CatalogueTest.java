package org.normprop.data.sets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.normprop.data.DataSet;
import org.normprop.data.Loaded;
import org.normprop.data.Made;
import org.normprop.data.Parts;
import org.normprop.data.SampleShape;
import org.normprop.data.Split;
import org.normprop.data.TargetScale;
import org.normprop.data.read.CifarReader;
import org.normprop.data.table.TableRequest;
import org.normprop.io.BadFileException;

class CatalogueTest {

  @TempDir private Path folder;

  private DataSet load(String name) throws IOException {
    Loaded loaded = Catalogue.named(name).load(folder);
    assertTrue(loaded.test().isEmpty());
    return loaded.rows();
  }

  @Test
  void digitsAreThoseOfScikitLearn() throws Exception {
    DataSet digits = load("digits");
    assertEquals(1797, digits.size());
    assertEquals(new SampleShape(1, 8, 8), digits.shape());
    int[] counts = new int[10];
    for (int i = 0; i < digits.size(); i++) {
      counts[digits.label(i)]++;
    }
    // sklearn.datasets.load_digits().target, counted.
    assertArrayEquals(new int[] {178, 182, 177, 183, 181, 182, 181, 179, 174, 180}, counts);
    float[] first = Made.row(digits, 0);
    assertArrayEquals(
        new float[] {0, 0, 5 / 16f, 13 / 16f, 9 / 16f, 1 / 16f, 0, 0}, Arrays.copyOf(first, 8));
    try (InputStream in = KnownSet.class.getResourceAsStream("digits.csv.gz")) {
      assertEquals(
          "46abec6b12486ad9e51943373abcf22bbea1b5a51a1619b361570d8893f1464a",
          HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(in.readAllBytes())));
    }
  }

  @Test
  void concreteIsThatOfYeh() throws IOException {
    DataSet concrete = load("concrete");
    assertEquals(1030, concrete.size());
    assertEquals("8", concrete.shape().toString());
    assertEquals("cement", concrete.featureNames().get(0));
    assertEquals(79.99f, concrete.value(0));
    // Yeh's strengths: mean 35.82 and sample standard deviation 16.71 MPa, 2.33 to 82.6.
    TargetScale scale = TargetScale.fit(concrete);
    assertEquals(35.82, scale.mean(), 0.005);
    assertEquals(16.71, scale.std() * Math.sqrt(1030 / 1029.0), 0.005);
  }

  @Test
  void repeatedMixesOfConcreteStayOnOneSideOfASplit() throws IOException {
    DataSet concrete = load("concrete");
    for (int seed = 0; seed < 20; seed++) {
      Parts parts = Split.of(concrete, 0.2, seed);
      Set<List<Float>> seen = new HashSet<>();
      for (int i = 0; i < parts.train().size(); i++) {
        seen.add(boxed(Made.row(parts.train(), i)));
      }
      for (int i = 0; i < parts.heldOut().size(); i++) {
        assertFalse(seen.contains(boxed(Made.row(parts.heldOut(), i))));
      }
      assertEquals(206, parts.heldOut().size(), 1);
      assertEquals(1030, parts.train().size() + parts.heldOut().size());
    }
  }

  private static List<Float> boxed(float[] row) {
    Float[] values = new Float[row.length];
    Arrays.setAll(values, i -> row[i]);
    return List.of(values);
  }

  @Test
  void setsThatAreNotFetchedSaySo() {
    for (String name : List.of("mnist", "fashion-mnist", "cifar10")) {
      KnownSet set = Catalogue.named(name);
      assertFalse(set.isEmbedded());
      assertEquals(set.files(), set.missing(folder));
      BadFileException e = assertThrows(BadFileException.class, () -> set.load(folder));
      assertTrue(e.getMessage().endsWith("run 'data fetch " + name + "' first"), e.getMessage());
    }
  }

  @Test
  void namesAreUniqueAndMisspeltOnesAreAnsweredWithTheNearest() {
    assertEquals(Catalogue.sets().size(), Set.copyOf(Catalogue.names()).size());
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> Catalogue.named("minst"));
    assertEquals("there is no data set 'minst'; did you mean mnist?", e.getMessage());
    e = assertThrows(IllegalArgumentException.class, () -> Catalogue.named("imagenet"));
    assertEquals(
        "there is no data set 'imagenet'; there are digits, concrete, mnist, fashion-mnist, cifar10",
        e.getMessage());
  }

  @Test
  void wantedFilesCannotLeadElsewhere() {
    String md5 = "0".repeat(32);
    for (String name : List.of("../a", "a/b", "/a", ".lock", "", "a\\b", "C:a")) {
      assertThrows(IllegalArgumentException.class, () -> new WantedFile(name, 1, md5));
    }
    assertThrows(IllegalArgumentException.class, () -> new WantedFile("a", 0, md5));
    assertThrows(IllegalArgumentException.class, () -> new WantedFile("a", 1, "x"));
  }

  @Test
  void whatAUserNamesIsToldApartByWhatIsThere() throws IOException {
    TableRequest none = TableRequest.OPEN;
    assertEquals(1797, new DataSource("digits", folder).open(none).loaded().rows().size());
    Path idx = Files.createDirectory(folder.resolve("idx"));
    Files.write(idx.resolve("train-images-idx3-ubyte"), Made.idx(new int[] {1, 1, 1}, 7));
    Files.write(idx.resolve("train-labels-idx1-ubyte"), Made.idx(new int[] {1}, 0));
    assertEquals("idx", new DataSource(idx.toString(), folder).open(none).loaded().rows().name());
    // As Kaggle spells it, and the file of images by itself.
    Path kaggle = Files.createDirectory(folder.resolve("kaggle"));
    Path images = kaggle.resolve("train-images.idx3-ubyte");
    Files.write(images, Made.idx(new int[] {1, 1, 1}, 7));
    Files.write(kaggle.resolve("train-labels.idx1-ubyte"), Made.idx(new int[] {1}, 0));
    for (Path path : new Path[] {kaggle, images}) {
      assertEquals(1, new DataSource(path.toString(), folder).open(none).loaded().rows().size());
    }
    Path cifar = Files.createDirectory(folder.resolve("cifar"));
    Files.write(cifar.resolve("data_batch_1.bin"), new byte[3073]);
    assertEquals(
        CifarReader.SHAPE,
        new DataSource(cifar.toString(), folder).open(none).loaded().rows().shape());
    Path csv = Files.writeString(folder.resolve("a b.csv"), "x,y\n1,2.5\n");
    assertEquals(
        2.5f,
        new DataSource(csv.toString(), folder)
            .open(TableRequest.predicting("y"))
            .loaded()
            .rows()
            .value(0));
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> new DataSource(csv.toString(), folder).open(none).loaded());
    assertTrue(
        e.getMessage()
            .endsWith("that is to be predicted, by --target COLUMN; the columns are x, y"));
    BadFileException empty =
        assertThrows(
            BadFileException.class,
            () -> new DataSource(folder.toString(), folder).open(none).loaded());
    assertTrue(empty.getMessage().contains("expected one folder for each class"));
    e =
        assertThrows(
            IllegalArgumentException.class,
            () -> new DataSource("digitz", folder).open(none).loaded());
    assertEquals("there is no data set and no file 'digitz'; did you mean digits?", e.getMessage());
    assertThrows(
        IllegalArgumentException.class, () -> new DataSource("\0", folder).open(none).loaded());
    assertThrows(
        IllegalArgumentException.class, () -> new DataSource("", folder).open(none).loaded());
  }
}
