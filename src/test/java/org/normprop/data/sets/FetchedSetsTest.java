package org.normprop.data.sets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.normprop.data.DataSet;
import org.normprop.data.InputNorm;
import org.normprop.data.InputNorm.Mode;
import org.normprop.data.Parts;
import org.normprop.io.CacheFolder;

/** Runs where {@code data fetch} has been run. */
class FetchedSetsTest {

  private static Parts fetched(String name) throws IOException {
    Path folder = CacheFolder.data().resolve(name);
    KnownSet set = Catalogue.named(name);
    assumeTrue(
        set.missing(folder).isEmpty(),
        name + " is not in " + folder + ": 'data fetch " + name + "'");
    return set.load(folder).parts(0.5, 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mnist", "fashion-mnist", "cifar10"})
  void theyAreWhatTheCatalogueSays(String name) throws IOException {
    Parts parts = fetched(name);
    KnownSet.Description about = Catalogue.named(name).description();
    assertEquals(about.trainRows(), parts.train().size());
    assertEquals(about.testRows(), parts.heldOut().size());
    assertEquals(about.shape(), parts.train().shape());
    assertEquals(about.classes(), parts.train().classNames());
    assertEquals(about.classes(), parts.heldOut().classNames());
    for (int c = 0; c < 10; c++) {
      int label = c;
      long count =
          java.util.stream.IntStream.range(0, 10_000)
              .filter(i -> parts.heldOut().label(i) == label)
              .count();
      assertEquals(1000, count, name.equals("mnist") ? 150 : 0);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"mnist", "fashion-mnist", "cifar10"})
  void theirMeansAndStandardDeviationsAreThePublishedOnes(String name) throws IOException {
    DataSet train = fetched(name).train();
    InputNorm norm = InputNorm.fit(name.equals("cifar10") ? Mode.CHANNEL : Mode.GLOBAL, train, 0);
    // As printed in countless programs, to four digits.
    List<double[]> published =
        switch (name) {
          case "mnist" -> List.of(new double[] {0.1307}, new double[] {0.3081});
          case "fashion-mnist" -> List.of(new double[] {0.2860}, new double[] {0.3530});
          default ->
              List.of(new double[] {0.4914, 0.4822, 0.4465}, new double[] {0.2470, 0.2435, 0.2616});
        };
    List<double[]> found = new ArrayList<>(List.of(norm.means(), norm.stds()));
    assertArrayEquals(published.get(0), found.get(0), 6e-5);
    assertArrayEquals(published.get(1), found.get(1), 6e-5);
  }
}
