package org.normprop.table;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.normprop.function.Unit;
import org.normprop.function.catalogue.Activations;
import org.normprop.function.stage.Dropout;
import org.normprop.function.stage.Gate;
import org.normprop.function.stage.Noisy;
import org.normprop.function.stage.Pooling;
import org.normprop.function.stage.RandomizedRelu;
import org.normprop.function.stage.Stage;

/** The tables that the project keeps, and the units that each holds. */
public enum StandardTable {
  /** Every activation and gate of the catalog, and the common other parameters. */
  ACTIVATIONS {
    @Override
    public List<Unit> units() {
      Stream<String> variants =
          Stream.of(
              "leaky_relu:slope=0.1",
              "leaky_relu:slope=0.2",
              "leaky_relu:slope=0.3",
              "softplus:threshold=inf",
              "hard_sigmoid:slope=0.2",
              "rrelu:mode=train");
      return parse(
          Stream.of(
                  Activations.names().stream(),
                  variants,
                  Activations.gates().stream().map(Gate::text))
              .flatMap(texts -> texts));
    }
  },
  /** Maximum and average windows, and the maximum behind relu and tanh. */
  POOLING {
    @Override
    public List<Unit> units() {
      List<String> windows = new ArrayList<>();
      for (int side = 2; side <= 8; side++) {
        windows.add(side + "x" + side);
      }
      for (int side = 2; side <= 5; side++) {
        windows.add(Integer.toString(side));
      }
      windows.add("2x2x2");
      windows.add("3x3x3");
      return parse(
          windows.stream()
              .flatMap(w -> Stream.of("max:", "avg:", "relu,max:", "tanh,max:").map(p -> p + w)));
    }
  },
  /** Dropout with every scaling, alpha dropout and Gaussian dropout. */
  DROPOUT {
    @Override
    public List<Unit> units() {
      List<String> texts = new ArrayList<>();
      for (String keep : "0.1 0.2 0.25 0.3 0.4 0.5 0.6 0.7 0.75 0.8 0.9 0.95".split(" ")) {
        for (Dropout.Scaling scaling : Dropout.Scaling.values()) {
          texts.add(new Dropout(Double.parseDouble(keep), scaling).text());
        }
        texts.add("alpha_dropout:keep=" + keep);
        texts.add("gaussian_dropout:keep=" + keep);
      }
      return parse(texts.stream());
    }
  },
  /** The chains that a convolutional net uses. */
  UNITS {
    @Override
    public List<Unit> units() {
      List<String> texts = new ArrayList<>();
      for (String activation :
          List.of("relu", "leaky_relu", "elu", "selu", "gelu", "silu", "sigmoid", "tanh")) {
        for (String window : List.of("2x2", "3x3")) {
          if (!List.of("relu", "tanh").contains(activation)) {
            texts.add(activation + ",max:" + window);
          }
          texts.add(activation + ",avg:" + window);
        }
        texts.add(activation + ",dropout:keep=0.5");
        texts.add(activation + ",dropout:keep=0.8");
        texts.add(activation + ",dropout:keep=0.5:scale=sqrt");
        texts.add(activation + ",dropout:keep=0.8:scale=sqrt");
      }
      texts.addAll(
          List.of(
              "relu,max:2x2,dropout:keep=0.5",
              "relu,max:3x3,dropout:keep=0.5",
              "relu,dropout:keep=0.5,max:2x2",
              "dropout:keep=0.5,max:2x2",
              "max:2x2,relu",
              "max:3x3,relu",
              "max:2x2,dropout:keep=0.5",
              "selu,alpha_dropout:keep=0.9",
              "relu,max:2x2,avg:2x2",
              "lp:2x2",
              "lp:3x3"));
      return parse(texts.stream());
    }
  };

  /**
   * The units that the table always holds; others may be added to a table.
   *
   * @return the units
   */
  public abstract List<Unit> units();

  /**
   * The name of its file.
   *
   * @return for example {@code activations.csv}
   */
  public String fileName() {
    return name().toLowerCase(java.util.Locale.ROOT) + ".csv";
  }

  /**
   * The table that an added unit belongs to.
   *
   * @param unit the unit
   * @return the table of its kind; {@link #UNITS} for a chain
   */
  public static StandardTable of(Unit unit) {
    if (unit.stages().size() > 1) {
      return UNITS;
    }
    Stage stage = unit.stages().get(0);
    if (stage instanceof Pooling) {
      return POOLING;
    }
    boolean isDropout = stage instanceof Noisy && !(stage instanceof RandomizedRelu);
    return isDropout ? DROPOUT : ACTIVATIONS;
  }

  private static List<Unit> parse(Stream<String> texts) {
    return texts.map(Unit::parse).toList();
  }
}
