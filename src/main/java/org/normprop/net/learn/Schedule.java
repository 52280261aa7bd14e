package org.normprop.net.learn;

import java.util.Locale;

/** How the learning rate changes in the course of a training. */
public sealed interface Schedule {

  /**
   * What the initial rate is multiplied by.
   *
   * @param epoch epochs done, with the fraction of the current one
   * @param epochs all epochs of the training
   * @return the factor, from 0 to 1
   */
  double factor(double epoch, double epochs);

  /**
   * The text from which {@link #parse} makes an equal schedule.
   *
   * @return for example {@code halve:25}
   */
  String text();

  /** Always the initial rate. */
  record Constant() implements Schedule {
    @Override
    public double factor(double epoch, double epochs) {
      return 1;
    }

    @Override
    public String text() {
      return "constant";
    }
  }

  /**
   * Half the rate after every so many epochs.
   *
   * @param every the epochs, positive
   */
  record Halve(double every) implements Schedule {
    /** Checks the epochs. */
    public Halve {
      if (!(every > 0 && every <= Double.MAX_VALUE)) {
        throw new IllegalArgumentException(
            "halve needs a positive number of epochs, such as halve:25, got " + every);
      }
    }

    @Override
    public double factor(double epoch, double epochs) {
      return StrictMath.pow(0.5, Math.floor(epoch / every));
    }

    @Override
    public String text() {
      return every == Math.rint(every) && every < 1e9 ? "halve:" + (long) every : "halve:" + every;
    }
  }

  /** (1 + cos(pi epoch/epochs))/2, down to 0. */
  record Cosine() implements Schedule {
    @Override
    public double factor(double epoch, double epochs) {
      return 0.5 * (1 + StrictMath.cos(Math.PI * Math.min(1, epoch / epochs)));
    }

    @Override
    public String text() {
      return "cosine";
    }
  }

  /** 1 - epoch/epochs, down to 0. */
  record Linear() implements Schedule {
    @Override
    public double factor(double epoch, double epochs) {
      return Math.max(0, 1 - epoch / epochs);
    }

    @Override
    public String text() {
      return "linear";
    }
  }

  /**
   * Reads a schedule.
   *
   * @param text {@code constant}, {@code halve:EPOCHS}, {@code cosine} or {@code linear}
   * @return the schedule
   * @throws IllegalArgumentException if it is none of these
   */
  static Schedule parse(String text) {
    String[] parts = text.strip().toLowerCase(Locale.ROOT).split(":", 2);
    if (parts.length == 2 && parts[0].equals("halve")) {
      try {
        return new Halve(Double.parseDouble(parts[1]));
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException(
            "halve needs a number of epochs, such as halve:25, got '" + parts[1] + "'", e);
      }
    }
    return switch (parts.length == 1 ? parts[0] : "") {
      case "constant" -> new Constant();
      case "cosine" -> new Cosine();
      case "linear" -> new Linear();
      default ->
          throw new IllegalArgumentException(
              "a schedule is constant, halve:EPOCHS, cosine or linear, not '" + text + "'");
    };
  }
}
