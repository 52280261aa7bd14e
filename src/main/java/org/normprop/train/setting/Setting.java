package org.normprop.train.setting;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.normprop.data.SampleShape;
import org.normprop.data.table.MissingRule;
import org.normprop.data.table.TableRequest;
import org.normprop.function.stage.Activation;
import org.normprop.function.stage.Dropout;
import org.normprop.net.graph.Architecture;
import org.normprop.net.graph.DropoutEvaluation;
import org.normprop.net.graph.Gamma;
import org.normprop.net.graph.Norm;
import org.normprop.net.graph.PoolingRule;
import org.normprop.net.graph.Recipe;
import org.normprop.net.graph.ResidualRule;
import org.normprop.net.graph.ScaleRule;
import org.normprop.net.graph.WindowRho;
import org.normprop.net.layer.Borders;
import org.normprop.net.layer.Scheme;
import org.normprop.net.learn.Schedule;
import org.normprop.net.run.Initialiser;
import org.normprop.text.ChoiceWords;
import org.normprop.text.Nearest;

/**
 * What decides a run's result. Each is an option on the command line and a key of config.json; its
 * help says what it is.
 */
public enum Setting {
  DATA("data", "NAME|PATH", "", new Rule.Text(), "a known data set, a CSV file or a folder"),
  TARGET("target", "COLUMN", "", new Rule.Text(), "the column of a CSV file to predict"),
  TASK(
      "task",
      "KIND",
      "auto",
      new Rule.Word<>(TargetRule.class),
      "what a CSV file's target is, or auto to tell by its values"),
  SEPARATOR(
      "separator",
      "SIGN",
      "auto",
      new Rule.Word<>(SeparatorSign.class, SeparatorSign.SPELLINGS),
      "what stands between a table's fields"),
  DECIMAL(
      "decimal",
      "SIGN",
      "auto",
      new Rule.Word<>(DecimalSign.class, DecimalSign.SPELLINGS),
      "a table's decimal sign, the other one then grouping thousands"),
  ENCODING(
      "encoding",
      "NAME",
      "auto",
      new Rule.Notation<>(TableRequest::encoding, name -> name.orElse("auto")),
      "a table's encoding, such as latin1"),
  HEADER(
      "header",
      "YES|NONE",
      "auto",
      new Rule.Word<>(HeaderRule.class, HeaderRule.SPELLINGS),
      "whether a table's first line names its columns, which are 1, 2, ... if not"),
  MISSING(
      "missing",
      "RULE",
      "refuse",
      new Rule.Word<>(MissingRule.class),
      "a table with missing values is refused, or such rows dropped, or the column's mean put in"),
  DROP("drop", "COLUMN,...", "", new Rule.Text(), "columns of a table to leave out"),
  SHAPE(
      "shape",
      "CxHxW",
      "",
      new Rule.Notation<>(SampleShape::parse, SampleShape::toString),
      "the shape of a table's rows where they are images, such as 1x28x28"),
  HOLD_OUT(
      "hold-out",
      "FRACTION",
      "0.2",
      new Rule.Number(0, false, 0.9),
      "rows to measure on, where the data have no test rows of their own"),
  VALIDATION(
      "validation",
      "FRACTION",
      "0",
      new Rule.Number(0, true, 0.9),
      "training rows set apart to choose the best epoch by"),
  INPUT(
      "input",
      "MODE",
      "auto",
      new Rule.Word<>(InputRule.class),
      "what shares the input's mean and std: mean-image is element with none below 0.1, auto each"
          + " column of a table and all pixels of images, kept as the model of --from has it"),
  INPUT_FLOOR(
      "input-floor",
      "STD",
      "0",
      Rule.Number.NOT_NEGATIVE,
      "least std that inputs are divided by, in units of the data"),
  FLIP("flip", "YES|NO", "no", new Rule.YesNo(), "mirror images at random"),
  ARCH(
      "arch",
      "TEXT",
      "",
      new Rule.Notation<>(Architecture::parse, Architecture::text),
      "the layers, such as C(16,3,1,1)-P(2,2,0,max)-F(10)"),
  NORM(
      "norm",
      "KIND",
      usual(Recipe.DEFAULT.norm()),
      new Rule.Word<>(Norm.class),
      "how layers are normalised"),
  WEIGHTS(
      "weights",
      "HOW",
      usual(Recipe.DEFAULT.weights()),
      new Rule.Word<>(Scheme.Division.class),
      "how normprop's rows come to length 1"),
  ACTIVATION(
      "activation",
      "NAME",
      Recipe.DEFAULT.activation().text(),
      new Rule.Notation<>(Recipe::activation, Activation::text),
      "the activation of hidden layers"),
  POOLING(
      "pooling",
      "HOW",
      usual(Recipe.DEFAULT.pooling()),
      new Rule.Word<>(PoolingRule.class),
      "constants of pooling, those of the composed unit or of pooling alone"),
  RHO(
      "rho",
      "R",
      "0",
      new Rule.Notation<>(WindowRho::parse, WindowRho::text, List.of("0", "auto")),
      "correlation in a pooling window that its constants reckon with: a number,"
          + " RIGHT,BELOW[,DIAGONAL] (2x2), exp:L, power:R or gauss:R of the distance, one for each"
          + " pooling with / between them, or auto, that of the data"),
  CALIBRATE(
      "calibrate",
      "ROWS",
      "0",
      new Rule.Whole(0, 1_000_000),
      "training rows to measure each pooling's and residual sum's mean and std on before the first"
          + " step, in place of normprop's constants; 0 for none"),
  SCALE(
      "scale",
      "WHICH",
      usual(Recipe.DEFAULT.scale()),
      new Rule.Word<>(ScaleRule.class),
      "the std that outputs are divided by"),
  DROPOUT_SCALE(
      "dropout-scale",
      "RULE",
      usual(Recipe.DEFAULT.dropout()),
      new Rule.Word<>(Dropout.Scaling.class),
      "what dropout divides by, keep (inverse) or its root (default sqrt with normprop, else"
          + " inverse)"),
  DROPOUT_EVAL(
      "dropout-eval",
      "RULE",
      usual(Recipe.DEFAULT.dropoutEvaluation()),
      new Rule.Word<>(DropoutEvaluation.class),
      "after training, dropout keeps the mean of what it did, or is the identity"),
  GAMMA(
      "gamma",
      "G",
      Recipe.DEFAULT.gamma().text(),
      new Rule.Notation<>(Gamma::parse, Gamma::text, List.of("1", "jacobian")),
      "where gamma starts: a number, or jacobian"),
  RESIDUAL(
      "residual",
      "RULE",
      usual(Recipe.DEFAULT.residual()),
      new Rule.Word<>(ResidualRule.class),
      "how residual blocks add up, to variance 1, plainly, or normaliser-free (default unit with"
          + " normprop, else sum)"),
  BRANCH_SCALE(
      "branch-scale",
      "A",
      "0.5",
      Rule.Number.POSITIVE,
      "factor of residual branches (default 0.5 with --residual unit, 1 with sum, 0.2 with nf)"),
  BORDERS(
      "borders",
      "RULE",
      usual(Recipe.DEFAULT.borders()),
      new Rule.Word<>(Borders.class),
      "normprop's convolutions at zero padding, divided by the root of the share of cells inside,"
          + " or not (default corrected with normprop, else plain)"),
  INIT(
      "init",
      "KIND",
      "gaussian",
      new Rule.Word<>(Initialiser.class),
      "where weights start (default he with --norm none, else gaussian)"),
  BATCH("batch", "N", "64", new Rule.Whole(1, 1_000_000), "rows of a batch"),
  EPOCHS("epochs", "N", "10", new Rule.Whole(0, 1_000_000), "times through the data"),
  LR("lr", "RATE", "0.03", Rule.Number.POSITIVE, "learning rate at the start"),
  SCHEDULE(
      "schedule",
      "KIND",
      "cosine",
      new Rule.Notation<>(
          Schedule::parse, Schedule::text, List.of("constant", "halve:", "cosine", "linear")),
      "how the rate falls: constant, halve:EPOCHS, cosine or linear"),
  OPTIMIZER(
      "optimizer", "KIND", "sgd", new Rule.Word<>(OptimiserKind.class), "what makes the steps"),
  MOMENTUM("momentum", "M", "0.9", new Rule.Number(0, true, 0.999999), "momentum of sgd"),
  NESTEROV("nesterov", "YES|NO", "no", new Rule.YesNo(), "Nesterov's momentum"),
  WEIGHT_DECAY(
      "weight-decay", "D", "0.0005", Rule.Number.NOT_NEGATIVE, "weight decay, on weights alone"),
  CLIP("clip", "NORM", "0", Rule.Number.NOT_NEGATIVE, "longest gradient; 0 for any length"),
  EARLY_STOP(
      "early-stop",
      "EPOCHS",
      "0",
      new Rule.Whole(0, 1_000_000),
      "stop when the validation loss has not fallen for so many epochs; 0 for never"),
  SEED(
      "seed",
      "N",
      "1",
      new Rule.Whole(Long.MIN_VALUE, Long.MAX_VALUE),
      "seed of split, weights, order and dropout");

  private final String key;
  private final String value;
  private final String standard;
  private final Rule<?> rule;
  private final String help;

  Setting(String key, String value, String standard, Rule<?> rule, String help) {
    this.key = key;
    this.value = value;
    this.standard = standard;
    this.rule = rule;
    this.help = help;
  }

  private static String usual(Enum<?> constant) {
    return ChoiceWords.word(constant);
  }

  /** The name on the command line and in config.json. */
  public String key() {
    return key;
  }

  /** What the value is called in a help text. */
  public String valueName() {
    return value;
  }

  /** What it does, what it may be where that is a few words, and its default. */
  public String help() {
    int at = help.indexOf(" (default");
    String about = at < 0 ? help : help.substring(0, at);
    String ofChoice = words().isEmpty() ? "" : ": " + ChoiceWords.or(words());
    String usual = standard.isEmpty() ? "" : " (default " + standard + ")";
    return about + ofChoice + (at < 0 ? usual : help.substring(at));
  }

  /** The value where none is given. */
  public String standard() {
    return standard;
  }

  /** The values that it can have, where they are a few words. */
  public List<String> words() {
    return rule.words();
  }

  /** What a shell can offer: the words, or how the usual values begin. */
  public List<String> offered() {
    return rule.offered();
  }

  /** What its value may be. */
  public Rule<?> rule() {
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

  /** What makes a network, and not how it is trained or on what. */
  public static List<Setting> ofNetwork() {
    return List.copyOf(EnumSet.range(ARCH, BORDERS));
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
