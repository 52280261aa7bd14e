package org.normprop.net.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.normprop.io.BadFileException;
import org.normprop.net.compute.Tensor;

/** Files are read as written, and whatever is no such file is refused in words. */
class SafetensorsTest {

  @TempDir private Path folder;

  private static Safetensors example() {
    float[] many = new float[40_000];
    for (int i = 0; i < many.length; i++) {
      many[i] = (float) Math.sin(i);
    }
    return new Safetensors(
        Map.of("kind", "example", "text", "\"quoted\" \u00e9\n"),
        List.of(
            new Tensor("many", List.of(4, 10_000), many),
            new Tensor("scalar", List.of(), new float[] {Float.NaN}),
            new Tensor("none", List.of(0, 3), new float[0]),
            new Tensor("extremes", List.of(3), new float[] {Float.MIN_VALUE, -0f, 3.4e38f})));
  }

  @Test
  void whatWasWrittenIsRead() throws IOException {
    Path file = folder.resolve("a.safetensors");
    example().write(file);
    Safetensors read = Safetensors.read(file);
    assertEquals(example().metadata(), read.metadata());
    for (int i = 0; i < 4; i++) {
      Tensor expected = example().tensors().get(i);
      Tensor got = read.tensors().get(i);
      assertEquals(expected.name(), got.name());
      assertEquals(expected.shape(), got.shape());
      assertArrayEquals(expected.values(), got.values());
    }
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    assertEquals(0, bytes.getLong() % 8, "values are aligned");
  }

  private void assertRefused(String message, String header, int dataBytes) throws IOException {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    assertRefused(message, text.length, text, dataBytes);
  }

  private void assertRefused(String message, long length, byte[] header, int dataBytes)
      throws IOException {
    ByteBuffer bytes =
        ByteBuffer.allocate(8 + header.length + dataBytes).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(length).put(header);
    Path file = folder.resolve("bad.safetensors");
    Files.write(file, bytes.array());
    BadFileException e = assertThrows(BadFileException.class, () -> Safetensors.read(file));
    assertTrue(e.getMessage().contains(message), e.getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ends too early|{\"a\":|0",
        "is not what|[]|0",
        "is not what|{\"a\":3}|0",
        "is not what|{\"a\":{\"dtype\":\"F32\",\"shape\":[\"x\"],\"data_offsets\":[0,4]}}|4",
        "is not what|{'a':{}}|0",
        "only F32|{\"a\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[0,8]}}|8",
        "do not fit|{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}}|4",
        "do not fit|{\"a\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,4]}}|4",
        "do not fit|{\"a\":{\"dtype\":\"F32\",\"data_offsets\":[0,4]}}|4",
        "do not fit|{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,0]}}|4",
        "do not fit|{\"a\":{\"dtype\":\"F32\",\"shape\":[2147483647],\"data_offsets\":[0,8589934588]}}|4",
        "do not fit|{\"a\":{\"dtype\":\"F32\",\"shape\":[2147483647,2147483647],\"data_offsets\":[0,16]}}|16",
        "do not follow|{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}|8",
        "bytes, but|{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}|8",
        "twice|{\"a\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[0,4]},\"a\":{}}|4",
        "no safetensors file says|{\"a\":{\"x\":1}}|0",
        "is not what|{} {}|0",
      })
  void aWrongHeaderIsRefused(String message, String header, int dataBytes) throws IOException {
    assertRefused(message, header, dataBytes);
  }

  @Test
  void aDeclaredSizeTakesNoMemory() throws IOException {
    assertRefused("the header would have", 99_999_999L, new byte[2], 0);
    assertRefused("the header would have", 1L << 40, new byte[2], 0);
    assertRefused("the header would have", -1L, new byte[2], 0);
    Files.write(folder.resolve("bad.safetensors"), new byte[3]);
    assertThrows(BadFileException.class, () -> Safetensors.read(folder.resolve("bad.safetensors")));
  }

  @Test
  void noDamageMakesTheReaderFailOtherwise() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new Safetensors(Map.of("k", "v"), example().tensors().subList(1, 4)).writeTo(out);
    byte[] whole = out.toByteArray();
    Path file = folder.resolve("damaged.safetensors");
    for (int length = 0; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThrows(BadFileException.class, () -> Safetensors.read(file));
    }
    Random random = new Random(1);
    for (int round = 0; round < 600; round++) {
      byte[] damaged = whole.clone();
      for (int i = 1 + random.nextInt(3); i > 0; i--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      }
      Files.write(file, damaged);
      try {
        Safetensors.read(file);
      } catch (BadFileException e) {
        assertTrue(e.getMessage().startsWith(file + ": "));
      }
    }
  }

  @Test
  void namesMustDiffer() {
    Tensor a = new Tensor("a", List.of(), new float[1]);
    assertThrows(IllegalArgumentException.class, () -> new Safetensors(Map.of(), List.of(a, a)));
    assertThrows(IllegalArgumentException.class, () -> new Tensor("a", List.of(2), new float[3]));
  }
}
