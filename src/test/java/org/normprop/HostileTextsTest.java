package org.normprop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.normprop.claim.Corpus;
import org.normprop.function.Unit;
import org.normprop.function.stage.UnitException;
import org.normprop.io.BadFileException;
import org.normprop.net.compute.Tensor;
import org.normprop.net.file.Safetensors;
import org.normprop.net.graph.Architecture;
import org.normprop.net.graph.ArchitectureException;
import org.normprop.net.layer.Shape;
import org.normprop.table.TableFile;

/** Texts and files of the calculator and of networks, damaged and made up. */
class HostileTextsTest {

  private static final Set<Class<? extends Exception>> BAD_FILE = Set.of(BadFileException.class);

  private static final Path PUBLISHED =
      Path.of("src", "main", "resources", "org", "normprop", "claim", "published.csv");

  private static final List<String> NUMBERS =
      List.of("1e999999999", "-1", "0", "1000000000000", "99999999999999999999", "NaN", "1e-400");

  @TempDir private Path folder;

  private static String text(byte[] input) {
    return new String(input, StandardCharsets.ISO_8859_1);
  }

  private static List<String> with(List<String> some, String... more) {
    return java.util.stream.Stream.concat(some.stream(), java.util.stream.Stream.of(more)).toList();
  }

  @Test
  void unitTexts() {
    new Fuzz(
            "units",
            List.of(
                "relu",
                "leaky_relu:slope=0.2",
                "relu,max:3x3",
                "lp:2x2:p=3",
                "dropout:keep=0.8:scale=inverse,avg:2x2",
                "expr:max(0,x)^2,max:2x2"),
            with(NUMBERS, ",", ":", "=", "x", "max:", "keep=", "expr:", "(", "relu,", "avg:2x2,"),
            Set.of(UnitException.class))
        .hold(
            Fuzz.INPUTS,
            input -> {
              Unit unit = Unit.parse(text(input));
              assertEquals(unit, Unit.parse(unit.text()));
            });
  }

  @Test
  void formulas() {
    new Fuzz(
            "formulas",
            List.of(
                "x*sigmoid(1.702*x)",
                "if(x<0,exp(x)-1,x)",
                "max(0,x)^2",
                "abs(x)+0.5*x-ln(2)/pi",
                "-x^-2^x"),
            with(
                NUMBERS, "(", ")", "x", "^", "-", "+", "max(", "if(", ",", "<", "exp(", "!",
                "pow("),
            Set.of(UnitException.class))
        .hold(
            Fuzz.INPUTS,
            input -> {
              Unit unit = Unit.parse("expr:" + text(input));
              assertEquals(unit, Unit.parse(unit.text()));
            });
  }

  @Test
  void architectures() {
    new Fuzz(
            "architectures",
            List.of(
                "C(96,3,1,1)-P(3,2,0,max)-D(keep=0.5)-C(192,3,1,1)-P(8,1,0,avg)-F(10)",
                "F(128)-F(64)-F(10)"),
            with(NUMBERS, "(", ")", "-", ",", "C(", "P(", "F(9)-", "D(", "x", "max", "67108864"),
            Set.of(ArchitectureException.class))
        .hold(
            Fuzz.INPUTS,
            input -> {
              Architecture architecture = Architecture.parse(text(input));
              assertEquals(
                  architecture.canonical(),
                  Architecture.parse(architecture.canonical()).canonical());
              architecture.weights(new Shape(3, 32, 32));
            });
  }

  private byte[] write(Path file, byte[] input) throws IOException {
    Files.write(file, input);
    return input;
  }

  @Test
  void tableFiles() throws IOException {
    List<String> lines = Files.readAllLines(Path.of("tables", "pooling.csv"));
    String table = String.join("\n", lines.subList(0, 16)) + "\n";
    Path file = folder.resolve("table.csv");
    // The checksum would refuse all damage before it is met; an edited table is read without it.
    new Fuzz(
            "tables",
            List.of(table),
            with(NUMBERS, ",", "\n", "\"", "# ", "#", ": ", "max:3x3", "relu", "order-statistics"),
            BAD_FILE)
        .hold(
            Fuzz.INPUTS,
            input -> {
              write(file, input);
              TableFile.readEdited(file);
            });
    String whole = Files.readString(Path.of("tables", "pooling.csv"));
    new Fuzz("whole tables", List.of(whole), List.of(), BAD_FILE)
        .hold(
            Math.max(100, Fuzz.INPUTS / 10),
            input -> {
              write(file, input);
              TableFile.read(file);
            });
  }

  @Test
  void claimFiles() throws IOException {
    String claims =
        String.join(",", Corpus.COLUMNS)
            + "\n"
            + Files.readString(PUBLISHED)
                .lines()
                .skip(1)
                .limit(6)
                .reduce("", (a, b) -> a + b + "\n");
    Path file = folder.resolve("claims.csv");
    new Fuzz("claims", List.of(claims), with(NUMBERS, ",", "\n", "\"", "relu", "mean"), BAD_FILE)
        .hold(
            Fuzz.INPUTS,
            input -> {
              write(file, input);
              Corpus.read(file);
            });
  }

  @Test
  void safetensors() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new Safetensors(
            Map.of("epoch", "1"),
            List.of(
                new Tensor("0.weight", List.of(2, 3), new float[6]),
                new Tensor("scalar", List.of(), new float[1]),
                new Tensor("none", List.of(0, 3), new float[0])))
        .writeTo(out);
    Path file = folder.resolve("a.safetensors");
    Fuzz fuzz =
        new Fuzz(
            "safetensors",
            List.of(text(out.toByteArray())),
            with(NUMBERS, "[", "{", "\"", "\"shape\":[", "F32", "\"data_offsets\":[0,", "\0"),
            BAD_FILE);
    fuzz.hold(
        Fuzz.INPUTS,
        input -> {
          write(file, input);
          Safetensors.read(file);
        });
    // The length of the header is put right, so that damage is met inside.
    int data = 7 * Float.BYTES;
    fuzz.hold(
        Fuzz.INPUTS,
        input -> {
          if (input.length > Long.BYTES + data) {
            ByteBuffer.wrap(input)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(0, input.length - Long.BYTES - data);
          }
          write(file, input);
          Safetensors.read(file);
        });
  }
}
