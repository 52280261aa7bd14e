package org.normprop.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {

  private static final List<String> NAMES = List.of("mnist", "fashion-mnist", "cifar10", "digits");

  @Test
  void slipsOfTheFingersAreRecognised() {
    assertEquals(List.of("mnist"), Nearest.names("minst", List.of("cifar10", "mnist")));
    assertEquals(List.of("fashion-mnist"), Nearest.names("Fashion_MNIST", NAMES));
    assertEquals("; did you mean cifar10?", Nearest.question("cifar-10", NAMES));
  }

  @Test
  void farWordsAreNotOffered() {
    assertEquals("", Nearest.question("imagenet", NAMES));
    assertEquals(List.of(), Nearest.names("x".repeat(1000), NAMES));
  }
}
