package org.normprop;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Negative controls: a planted fault of each kind is found. */
class FuzzTest {

  private static final Fuzz FUZZ =
      new Fuzz(
          "numbers", List.of("12,34,56"), List.of("7", ","), Set.of(NumberFormatException.class));

  private static String found(Fuzz.Reader reader) {
    return assertThrows(AssertionError.class, () -> FUZZ.hold(2000, reader)).getMessage();
  }

  private static void right(byte[] input) {
    for (String part : new String(input, StandardCharsets.ISO_8859_1).split(",", -1)) {
      Integer.parseInt(part);
    }
  }

  @Test
  void aReaderWithoutFaultsHolds() {
    FUZZ.hold(2000, FuzzTest::right);
  }

  @Test
  void anExceptionThatIsNotMeantForTheUserIsFound() {
    String message =
        found(
            input -> {
              right(input);
              if (input.length > 3 && input[2] == '7') {
                throw new ArrayIndexOutOfBoundsException(7);
              }
            });
    assertTrue(message.contains("ArrayIndexOutOfBounds"), message);
  }

  @Test
  void aStackThatOverflowsIsFound() {
    String message = found(input -> depth(input.length > 1000 ? Integer.MAX_VALUE : 1));
    assertTrue(message.contains("StackOverflowError"), message);
  }

  private static int depth(int n) {
    return n <= 0 ? 0 : 1 + depth(n - 1);
  }

  @Test
  void memoryTakenForADeclaredSizeIsFound() {
    String message =
        found(
            input -> {
              String text = new String(input, StandardCharsets.ISO_8859_1);
              int declared = Integer.parseInt(text.split(",", 2)[0]);
              byte[] memory = new byte[Math.min(Math.max(declared, 0), 1 << 26)];
              right(input);
              assertTrue(memory.length >= 0);
            });
    assertTrue(message.contains("bytes taken"), message);
  }

  @Test
  void aReaderThatTakesEverythingIsFound() {
    assertTrue(found(input -> {}).contains("only 0 were refused"));
  }
}
