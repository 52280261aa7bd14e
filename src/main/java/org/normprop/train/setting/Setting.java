package org.normprop.train.setting;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.normprop.text.Nearest;

/** What decides a run's result. Each is an option on the command line and a key of config.json. */
public enum Setting {
  /** The rows. */
  DATA("data", "NAME|PATH", "", new Rule.Text(), "a known data set, a CSV file or a folder"),
  /** The column of a CSV file that is predicted. */
  TARGET("target", "COLUMN", "", new Rule.Text(), "the column of a CSV file to predict"),
  /** Whether that column is a class or a number. */
  TASK(
      "task",
      "KIND",
      "auto",
      Rule.Word.of("auto", "class", "number"),
      "what a CSV file's target is: class, number, or auto to tell by its values"),
  /** What stands between the fields of a table. */
  SEPARATOR(
      "separator",
      "SIGN",
      "auto",
      new Rule.Alias(TableSigns.SEPARATORS, TableSigns.SEPARATOR_SPELLINGS),
      "what stands between a table's fields: comma, semicolon, tab, bar, blank, or auto"),
  /** The decimal sign of a table. */
  DECIMAL(
      "decimal",
      "SIGN",
      "auto",
      new Rule.Alias(TableSigns.DECIMALS, TableSigns.DECIMAL_SPELLINGS),
      "a table's decimal sign: point, comma, or auto; the other one then groups thousands"),
  /** The encoding of a table. */
  ENCODING("encoding", "NAME", "auto", new Rule.Text(), "a table's encoding, such as latin1"),
  /** Whether a table names its columns. */
  HEADER(
      "header",
      "YES|NONE",
      "auto",
      new Rule.Alias(TableSigns.HEADERS, TableSigns.HEADER_SPELLINGS),
      "whether a table's first line names its columns: yes, none (then they are 1, 2, ...), auto"),
  /** What is done about cells without a value. */
  MISSING(
      "missing",
      "RULE",
      "refuse",
      Rule.Word.of("refuse", "drop", "mean"),
      "missing values in a table: refuse it, drop such rows, or put the column's mean in"),
  /** The columns of a table that are left out. */
  DROP("drop", "COLUMN,...", "", new Rule.Text(), "columns of a table to leave out"),
  /** What a row is reshaped to. */
  SHAPE(
      "shape",
      "CxHxW",
      "",
      new Rule.Text(),
      "the shape of a table's rows where they are images, such as 1x28x28"),
  /** The part of the rows that is measured on where the data come without test rows. */
  HOLD_OUT(
      "hold-out",
      "FRACTION",
      "0.2",
      new Rule.Number(0, false, 0.9),
      "rows to measure on, where the data have no test rows of their own"),
  /** The part of the training rows by which the best epoch is chosen. */
  VALIDATION(
      "validation",
      "FRACTION",
      "0",
      new Rule.Number(0, true, 0.9),
      "training rows set apart to choose the best epoch by"),
  /** How inputs are normalised. */
  INPUT(
      "input",
      "MODE",
      "auto",
      Rule.Word.of("auto", "none", "global", "channel", "element", "mean-image", "batch"),
      "what shares the input's mean and std: none, global, channel, element, batch, mean-image"
          + " (element, none below 0.1), or auto (each column of a table, all pixels of images)"),
  /** The least std that inputs are divided by. */
  INPUT_FLOOR(
      "input-floor",
      "STD",
      "0",
      Rule.Number.NOT_NEGATIVE,
      "least std that inputs are divided by, in units of the data"),
  FLIP("flip", "YES|NO", "no", Rule.Word.of("yes", "no"), "mirror images at random: yes or no"),
  ARCH("arch", "TEXT", "", new Rule.Text(), "the layers, such as C(16,3,1,1)-P(2,2,0,max)-F(10)"),
  NORM(
      "norm",
      "KIND",
      "normprop",
      Rule.Word.of("normprop", "batchnorm", "weightnorm", "none"),
      "normprop, batchnorm, weightnorm or none"),
  /** How normprop's rows come to unit length. */
  WEIGHTS(
      "weights",
      "HOW",
      "reparam",
      Rule.Word.of("reparam", "project", "both"),
      "how normprop's rows come to length 1: reparam, project or both"),
  ACTIVATION("activation", "NAME", "relu", new Rule.Text(), "the activation of hidden layers"),
  /** The constants of pooling layers. */
  POOLING(
      "pooling",
      "HOW",
      "composed",
      Rule.Word.of("composed", "plain", "none"),
      "constants of pooling: of the composed unit, of pooling alone, or none"),
  /** The correlation that pooling constants reckon with. */
  RHO(
      "rho",
      "R",
      "0",
      new Rule.Number(0, true, 0.999999),
      "correlation in a pooling window that its constants reckon with"),
  /** What outputs are divided by. */
  SCALE(
      "scale",
      "WHICH",
      "forward",
      Rule.Word.of("forward", "backward"),
      "divide outputs by the forward or the backward std"),
  /** What dropout divides by in training. */
  DROPOUT_SCALE(
      "dropout-scale",
      "RULE",
      "sqrt",
      Rule.Word.of("sqrt", "inverse", "none"),
      "what dropout divides by: sqrt(keep), inverse (keep), or none (default sqrt with normprop,"
          + " else inverse)"),
  /** What dropout multiplies by in evaluation. */
  DROPOUT_EVAL(
      "dropout-eval",
      "RULE",
      "mean",
      Rule.Word.of("mean", "identity"),
      "after training, dropout keeps the mean of what it did, or is the identity"),
  /** Where gamma starts. */
  GAMMA("gamma", "G", "1", new Rule.Text(), "where gamma starts: a number, or jacobian"),
  /** Where weights start. */
  INIT(
      "init",
      "KIND",
      "gaussian",
      Rule.Word.of("gaussian", "glorot", "he", "orthogonal"),
      "where weights start: gaussian, glorot, he or orthogonal (default he with --norm none,"
          + " else gaussian)"),
  /** Rows of a batch. */
  BATCH("batch", "N", "64", new Rule.Whole(1, 1_000_000), "rows of a batch"),
  EPOCHS("epochs", "N", "10", new Rule.Whole(1, 1_000_000), "times through the data"),
  /** The learning rate. */
  LR("lr", "RATE", "0.03", Rule.Number.POSITIVE, "learning rate at the start"),
  /** How the rate falls. */
  SCHEDULE(
      "schedule",
      "KIND",
      "cosine",
      new Rule.Text(),
      "how the rate falls: constant, halve:EPOCHS, cosine or linear"),
  OPTIMIZER("optimizer", "KIND", "sgd", Rule.Word.of("sgd", "adam"), "sgd or adam"),
  MOMENTUM("momentum", "M", "0.9", new Rule.Number(0, true, 0.999999), "momentum of sgd"),
  NESTEROV("nesterov", "YES|NO", "no", Rule.Word.of("yes", "no"), "Nesterov's momentum: yes or no"),
  WEIGHT_DECAY(
      "weight-decay", "D", "0.0005", Rule.Number.NOT_NEGATIVE, "weight decay, on weights alone"),
  /** The longest gradient. */
  CLIP("clip", "NORM", "0", Rule.Number.NOT_NEGATIVE, "longest gradient; 0 for any length"),
  EARLY_STOP(
      "early-stop",
      "EPOCHS",
      "0",
      new Rule.Whole(0, 1_000_000),
      "stop when the validation loss has not fallen for so many epochs; 0 for never"),
  /** What every draw comes from. */
  SEED(
      "seed",
      "N",
      "1",
      new Rule.Whole(Long.MIN_VALUE, Long.MAX_VALUE),
      "seed of split, weights, order and dropout");

  private final String key;
  private final String value;
  private final String standard;
  private final Rule rule;
  private final String help;

  Setting(String key, String value, String standard, Rule rule, String help) {
    this.key = key;
    this.value = value;
    this.standard = standard;
    this.rule = rule;
    this.help = help;
  }

  /**
   * The name on the command line and in config.json.
   *
   * @return for example {@code weight-decay}
   */
  public String key() {
    return key;
  }

  /**
   * What the value is called in a help text.
   *
   * @return for example {@code FRACTION}
   */
  public String valueName() {
    return value;
  }

  /**
   * What it does.
   *
   * @return a line
   */
  public String help() {
    return help;
  }

  /**
   * The value where none is given.
   *
   * @return a canonical text; empty where there is none
   */
  public String standard() {
    return standard;
  }

  /**
   * The values that it can have, where they are a few words.
   *
   * @return the words; none where values are free
   */
  public List<String> words() {
    if (rule instanceof Rule.Alias alias) {
      return alias.words();
    }
    return rule instanceof Rule.Word word ? word.words() : List.of();
  }

  public Rule rule() {
    return rule;
  }

  /**
   * The setting of a name.
   *
   * @param key the name
   * @return the setting, if there is one
   */
  public static Optional<Setting> find(String key) {
    return Arrays.stream(values()).filter(setting -> setting.key.equals(key)).findFirst();
  }

  /**
   * The setting of a name.
   *
   * @param key the name
   * @return the setting
   * @throws IllegalArgumentException if there is none; the message names the nearest
   */
  public static Setting named(String key) {
    List<String> keys = Arrays.stream(values()).map(Setting::key).toList();
    return find(key)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no option '" + key + "'" + Nearest.question(key, keys)));
  }
}
