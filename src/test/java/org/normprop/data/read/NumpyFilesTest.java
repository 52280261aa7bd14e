package org.normprop.data.read;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.normprop.data.DataSet;
import org.normprop.data.Loaded;
import org.normprop.data.Made;
import org.normprop.data.SampleShape;
import org.normprop.data.TargetKind;
import org.normprop.io.BadFileException;

/** The files were written by NumPy 1.26; value j of row i is 10 i + j. */
class NumpyFilesTest {

  private static final Path FILES = Path.of("src/test/resources/numpy");

  @TempDir private Path folder;

  private static Path file(String name) {
    return FILES.resolve(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "f8", "f8be", "f4", "f4be", "f2", "u1", "i1", "i2be", "u2", "i4", "u4be", "i8", "u8"
      })
  void numbersOfEveryTypeByteOrderAndAxisOrderAreTheSame(String type) throws IOException {
    for (String order : List.of("", "-fortran")) {
      DataSet data = NumpyFiles.unanswered(file(type + order + ".npy"));
      assertEquals(3, data.size());
      assertEquals(SampleShape.flat(4), data.shape());
      for (int i = 0; i < 3; i++) {
        assertArrayEquals(
            new float[] {10 * i, 10 * i + 1, 10 * i + 2, 10 * i + 3}, Made.row(data, i));
      }
    }
  }

  @Test
  void truthIsOne() throws IOException {
    assertArrayEquals(
        new float[] {0, 1, 1, 1}, Made.row(NumpyFiles.unanswered(file("bool.npy")), 1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"images.npy", "images-fortran.npy"})
  void threeAxesAreGreyImages(String name) throws IOException {
    DataSet data = NumpyFiles.unanswered(file(name));
    assertEquals(new SampleShape(1, 2, 3), data.shape());
    float[] row = new float[6];
    for (int k = 0; k < 6; k++) {
      row[k] = (60 + 10 * (k / 3) + k % 3) / 255f;
    }
    assertArrayEquals(row, Made.row(data, 1));
  }

  @ParameterizedTest
  @CsvSource({"last.npz,0,1", "first.npz,cat,dög"})
  void channelsComeFirstOrLast(String name, String zero, String one) throws IOException {
    Loaded loaded = NumpyFiles.answered(file(name), Optional.empty(), Optional.empty());
    DataSet data = loaded.rows();
    assertEquals(new SampleShape(3, 2, 5), data.shape());
    float[] row = Made.row(data, 2);
    for (int c = 0; c < 3; c++) {
      for (int k = 0; k < 10; k++) {
        assertEquals((120 + 10 * (k / 5) + k % 5 + c) / 255f, row[10 * c + k]);
      }
    }
    assertEquals(List.of(zero, one), data.classNames());
    assertEquals(1, data.label(3));
    assertEquals(name.equals("last.npz"), loaded.test().isPresent());
    loaded.test().ifPresent(test -> assertEquals(1, test.label(0)));
  }

  @Test
  void theArrayOfAnswersIsNamed() throws IOException {
    Path other = file("other.npz");
    BadFileException e =
        assertThrows(
            BadFileException.class,
            () -> NumpyFiles.answered(other, Optional.empty(), Optional.empty()));
    assertTrue(e.getMessage().contains("the arrays answers, rows, unrelated"), e.getMessage());
    assertTrue(e.getMessage().contains("--target"), e.getMessage());
    DataSet data = NumpyFiles.answered(other, Optional.of("answers"), Optional.empty()).rows();
    assertEquals(TargetKind.NUMBER, data.targetKind());
    assertEquals(2.5f, data.value(2));
    assertArrayEquals(new float[] {20, 21, 22, 23}, Made.row(data, 2));
  }

  @Test
  void aColumnOfAnArrayIsTheAnswer() throws IOException {
    DataSet data =
        NumpyFiles.answered(file("f8.npy"), Optional.of("2"), Optional.of(TargetKind.NUMBER))
            .rows();
    assertEquals(21, data.value(2));
    assertArrayEquals(new float[] {20, 22, 23}, Made.row(data, 2));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "object.npy|Python objects, which are programs: save numbers",
        "complex.npy|type '<c16': save numbers",
        "record.npy|is a NumPy array of records: save its columns as CSV",
        "nan.npy|value 2 is NaN: all values must be finite numbers",
      })
  void whatIsNotReadIsCalledByItsName(String name, String message) {
    BadFileException e =
        assertThrows(BadFileException.class, () -> NumpyFiles.unanswered(file(name)));
    assertTrue(e.getMessage().contains(message), e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"f8be.npy", "last.npz", "first.npz"})
  void aFileCutOffAnywhereIsRefused(String name) throws IOException {
    byte[] whole = Files.readAllBytes(file(name));
    Path cut = folder.resolve(name);
    for (int length = 0; length < whole.length; length += name.endsWith("z") ? 13 : 1) {
      Files.write(cut, Arrays.copyOf(whole, length));
      assertThrows(BadFileException.class, () -> NumpyFiles.unanswered(cut), "cut at " + length);
    }
  }

  @Test
  void declaredShapesAreHeldAgainstTheFile() throws IOException {
    String text = new String(Files.readAllBytes(file("f8.npy")), "ISO-8859-1");
    for (String shape : List.of("(9, 4), ", "(99999999, 9), ", "(99999999999, 1), ")) {
      String changed =
          text.replaceFirst("\\(3, 4\\), \\} {" + (shape.length() - 8) + "}", shape + "}");
      Path big = folder.resolve("big.npy");
      Files.write(big, changed.getBytes("ISO-8859-1"));
      assertThrows(BadFileException.class, () -> NumpyFiles.unanswered(big), shape);
    }
  }
}
