package org.normprop.train.setting;

import static java.util.Map.entry;
import static java.util.Map.ofEntries;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.normprop.text.Nearest;

/** A named set of options that is known to train well; any option can override it. */
public enum Demo {
  /** Three hidden layers on digits. */
  DIGITS_MLP(
      "digits of 8x8 pixels, dense layers: seconds",
      ofEntries(
          entry(Setting.DATA, "digits"),
          entry(Setting.ARCH, "F(64)-F(64)-F(64)-F(10)"),
          entry(Setting.INPUT, "mean-image"),
          entry(Setting.BATCH, "32"),
          entry(Setting.EPOCHS, "40"))),
  /** Convolutions on digits. */
  DIGITS_CNN(
      "digits of 8x8 pixels, convolutions: seconds",
      ofEntries(
          entry(Setting.DATA, "digits"),
          entry(Setting.ARCH, "C(16,3,1,1)-C(32,3,1,1)-P(2,2,0,max)-F(64)-F(10)"),
          entry(Setting.INPUT, "global"),
          entry(Setting.GAMMA, "jacobian"),
          entry(Setting.RHO, "0.6"),
          entry(Setting.CLIP, "1"),
          entry(Setting.BATCH, "32"),
          entry(Setting.EPOCHS, "12"))),
  /** Residual blocks on digits. */
  DIGITS_RESNET(
      "digits, six residual blocks: seconds",
      ofEntries(
          entry(Setting.DATA, "digits"),
          entry(
              Setting.ARCH,
              "C(16,3,1,1,linear)-3xR(A-C(16,3,1,1)-C(16,3,1,1,linear))"
                  + "-R(A-C(32,3,2,1)-C(32,3,1,1,linear)|C(32,1,2,0,linear))"
                  + "-2xR(A-C(32,3,1,1)-C(32,3,1,1,linear))-A-P(global,avg)-F(10)"),
          entry(Setting.INPUT, "global"),
          entry(Setting.CLIP, "1"),
          entry(Setting.LR, "0.05"),
          entry(Setting.BATCH, "32"),
          entry(Setting.EPOCHS, "8"))),
  /** Fifty layers, which do not train without normalisation or clipping. */
  DIGITS_DEEP(
      "digits, 50 convolutions in residual blocks: stays at chance with --norm none",
      ofEntries(
          entry(Setting.DATA, "digits"),
          entry(
              Setting.ARCH,
              "C(8,3,2,1,linear)-24xR(A-C(8,3,1,1)-C(8,3,1,1,linear))-A-P(global,avg)-F(10)"),
          entry(Setting.INPUT, "global"),
          entry(Setting.GAMMA, "jacobian"),
          entry(Setting.LR, "0.01"),
          entry(Setting.BATCH, "32"),
          entry(Setting.EPOCHS, "8"))),
  /** Twenty sigmoid layers, which do not train without normalisation. */
  DEEP_SIGMOID(
      "digits, 20 sigmoid layers: stays at chance with --norm none",
      ofEntries(
          entry(Setting.DATA, "digits"),
          entry(Setting.ARCH, "F(64)-".repeat(20) + "F(10)"),
          entry(Setting.ACTIVATION, "sigmoid"),
          entry(Setting.INPUT, "mean-image"),
          entry(Setting.LR, "0.01"),
          entry(Setting.BATCH, "32"),
          entry(Setting.EPOCHS, "40"))),
  /** Regression with one row a batch. */
  CONCRETE(
      "strength of concrete from 8 numbers, batch size 1: seconds",
      ofEntries(
          entry(Setting.DATA, "concrete"),
          entry(Setting.ARCH, "F(64)-F(64)-F(1)"),
          entry(Setting.INPUT, "element"),
          entry(Setting.GAMMA, "jacobian"),
          entry(Setting.LR, "0.003"),
          entry(Setting.BATCH, "1"),
          entry(Setting.EPOCHS, "30"))),
  /** Two hidden layers on MNIST. */
  MNIST_MLP(
      "MNIST, dense layers: a minute (data fetch mnist)",
      ofEntries(
          entry(Setting.DATA, "mnist"),
          entry(Setting.ARCH, "F(256)-F(256)-F(10)"),
          entry(Setting.INPUT, "mean-image"),
          entry(Setting.BATCH, "64"),
          entry(Setting.EPOCHS, "10"))),
  /** Four convolutions on MNIST. */
  MNIST_CNN(
      "MNIST, four convolutions: five minutes (data fetch mnist)",
      ofEntries(
          entry(Setting.DATA, "mnist"),
          entry(
              Setting.ARCH,
              "C(32,3,1,1)-C(32,3,1,1)-P(2,2,0,max)-C(64,3,1,1)-C(64,3,1,1)-P(2,2,0,max)"
                  + "-F(128)-F(10)"),
          entry(Setting.GAMMA, "jacobian"),
          entry(Setting.RHO, "0.6"),
          entry(Setting.CLIP, "1"),
          entry(Setting.BATCH, "64"),
          entry(Setting.EPOCHS, "6"))),
  /** Four convolutions on Fashion-MNIST. */
  FASHION_CNN(
      "Fashion-MNIST, four convolutions: ten minutes (data fetch fashion-mnist)",
      ofEntries(
          entry(Setting.DATA, "fashion-mnist"),
          entry(
              Setting.ARCH,
              "C(32,3,1,1)-C(32,3,1,1)-P(2,2,0,max)-C(64,3,1,1)-C(64,3,1,1)-P(2,2,0,max)"
                  + "-F(128)-F(10)"),
          entry(Setting.GAMMA, "jacobian"),
          entry(Setting.FLIP, "yes"),
          entry(Setting.RHO, "0.6"),
          entry(Setting.CLIP, "1"),
          entry(Setting.LR, "0.02"),
          entry(Setting.BATCH, "64"),
          entry(Setting.EPOCHS, "12"))),
  /** Four convolutions on CIFAR-10. */
  CIFAR10_CNN(
      "CIFAR-10, four convolutions: ten minutes (data fetch cifar10)",
      ofEntries(
          entry(Setting.DATA, "cifar10"),
          entry(
              Setting.ARCH,
              "C(32,3,1,1)-C(32,3,1,1)-P(2,2,0,max)-C(64,3,1,1)-C(64,3,1,1)-P(2,2,0,max)"
                  + "-F(128)-F(10)"),
          entry(Setting.INPUT, "channel"),
          entry(Setting.GAMMA, "jacobian"),
          entry(Setting.FLIP, "yes"),
          entry(Setting.RHO, "0.6"),
          entry(Setting.CLIP, "1"),
          entry(Setting.LR, "0.02"),
          entry(Setting.BATCH, "64"),
          entry(Setting.EPOCHS, "12"))),
  /** Residual blocks on CIFAR-10. */
  CIFAR10_RESNET(
      "CIFAR-10, nine residual blocks: twenty minutes (data fetch cifar10)", residual("unit")),
  /** The same without normalisation layers, as NFNets do. */
  CIFAR10_NFNET(
      "CIFAR-10, nine normaliser-free residual blocks: twenty minutes (data fetch cifar10)",
      residual("nf")),
  /** Depthwise and pointwise convolutions on CIFAR-10. */
  CIFAR10_SEPARABLE(
      "CIFAR-10, depthwise-separable convolutions: twenty minutes (data fetch cifar10)",
      cifar10(
          "C(32,3,1,1)-C(32,3,1,1,groups=32)-C(64,1,1,0)-C(64,3,2,1,groups=64)-C(128,1,1,0)"
              + "-C(128,3,1,1,groups=128)-C(128,1,1,0)-C(128,3,2,1,groups=128)-C(256,1,1,0)"
              + "-P(global,avg)-F(10)",
          "unit")),
  /** The network of Arpit et al. (2016), with its batch, rate, schedule and decay. */
  CIFAR10_PAPER(
      "CIFAR-10, the paper's nine convolutions: days (data fetch cifar10)",
      ofEntries(
          entry(Setting.DATA, "cifar10"),
          entry(
              Setting.ARCH,
              "C(192,5,1,2)-C(160,1,1,0)-P(3,2,1,max)-C(96,1,1,0)-C(192,5,1,2)-C(192,1,1,0)"
                  + "-P(3,2,1,avg)-C(192,1,1,0)-C(192,5,1,0)-C(192,1,1,2)-C(10,1,1,0)"
                  + "-P(8,8,0,avg)"),
          entry(Setting.WEIGHTS, "both"),
          entry(Setting.POOLING, "none"),
          entry(Setting.INIT, "glorot"),
          entry(Setting.GAMMA, "jacobian"),
          entry(Setting.FLIP, "yes"),
          entry(Setting.LR, "0.05"),
          entry(Setting.SCHEDULE, "halve:25"),
          entry(Setting.BATCH, "50"),
          entry(Setting.EPOCHS, "200")));

  /** Three stages of three blocks, widths 16, 32 and 64. */
  private static Map<Setting, String> residual(String rule) {
    return cifar10(
        "C(16,3,1,1,linear)-3x"
            + block(16)
            + wider(32)
            + block(32)
            + wider(64)
            + block(64)
            + "-A-P(global,avg)-F(10)",
        rule);
  }

  private static String block(int width) {
    return "R(A-C(" + width + ",3,1,1)-C(" + width + ",3,1,1,linear))";
  }

  /** The first block of a stage, and two times the next. */
  private static String wider(int width) {
    return "-R(A-C("
        + width
        + ",3,2,1)-C("
        + width
        + ",3,1,1,linear)|C("
        + width
        + ",1,2,0,linear))-2x";
  }

  private static Map<Setting, String> cifar10(String architecture, String rule) {
    return ofEntries(
        entry(Setting.DATA, "cifar10"),
        entry(Setting.ARCH, architecture),
        entry(Setting.RESIDUAL, rule),
        entry(Setting.INPUT, "channel"),
        entry(Setting.FLIP, "yes"),
        entry(Setting.CLIP, "1"),
        entry(Setting.LR, "0.05"),
        entry(Setting.BATCH, "64"),
        entry(Setting.EPOCHS, "12"));
  }

  private final String about;
  private final Map<Setting, String> settings;

  Demo(String about, Map<Setting, String> settings) {
    this.about = about;
    this.settings = settings;
  }

  /**
   * The name on the command line.
   *
   * @return for example {@code digits-mlp}
   */
  public String key() {
    return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }

  /**
   * What it shows.
   *
   * @return a line
   */
  public String about() {
    return about;
  }

  /**
   * The options that it sets.
   *
   * @return a copy, to be added to
   */
  public Map<Setting, String> settings() {
    return new EnumMap<>(settings);
  }

  /**
   * The demo of a name.
   *
   * @param key the name
   * @return the demo
   * @throws IllegalArgumentException if there is none; the message names the nearest
   */
  public static Demo named(String key) {
    List<String> keys = Arrays.stream(values()).map(Demo::key).toList();
    return Arrays.stream(values())
        .filter(demo -> demo.key().equals(key))
        .findFirst()
        .orElseThrow(
            () -> {
              String question = Nearest.question(key, keys);
              return new IllegalArgumentException(
                  "there is no demo '"
                      + key
                      + "'"
                      + (question.isEmpty()
                          ? "; the demos are " + String.join(", ", keys)
                          : question));
            });
  }
}
