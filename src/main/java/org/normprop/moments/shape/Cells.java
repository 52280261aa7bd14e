package org.normprop.moments.shape;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.normprop.function.enclosure.Enclosure;
import org.normprop.function.stage.Activation;
import org.normprop.moments.quadrature.OutOfReachException;

/**
 * An interval without kinks cut into cells on each of which an activation is proved to be constant,
 * to rise or to fall, or to move too little to matter: by interval arithmetic, halving where that
 * does not decide. Immutable.
 *
 * @param cells the cells, ascending; neighbours of one kind are one cell
 */
record Cells(List<Cell> cells) {

  /** What an activation does on a cell. */
  enum Kind {
    RISES,
    FALLS,
    /** It has one value, to the last digits. */
    FLAT,
    /** It moves by less than rounding, one way or the other. */
    STILL
  }

  /**
   * A cell.
   *
   * @param low its lower end
   * @param high its upper end
   * @param kind what the activation does there
   */
  record Cell(double low, double high, Kind kind) {}

  /** More enclosures than this cost too much. */
  private static final int MOST = 20_000;

  /** Halvings where next to no probability is left. */
  private static final int FAR_HALVINGS = 8;

  private static final int HALVINGS = 60;

  /** Values in the middle of the range that tell their usual size. */
  private static final int USUAL = 9;

  /** Movements below this part of usual values are rounding. */
  private static final double NOTHING = 1e-17;

  /** Values that differ by so many units in the last place are one. */
  private static final double SAME_ULPS = 40;

  /** Differences that have lost digits by underflow. */
  private static final double UNDERFLOW = 1e-290;

  /** Constant parts narrower than this part of the range are not worth an atom. */
  private static final double NARROW = 1e-5;

  /**
   * Cuts an interval.
   *
   * @param f an activation that knows itself on intervals
   * @param range the interval, finite
   * @param bulk the range where most of the probability is
   * @throws OutOfReachException if f turns too often
   */
  static Cells of(Activation f, Interval range, Interval bulk) {
    double scale = scale(f, bulk);
    List<Cell> cells = new ArrayList<>();
    Cutter cutter = new Cutter(f, bulk, NOTHING * scale, cells, new int[1]);
    cutter.cut(range.low(), Math.min(range.high(), bulk.low()), 0);
    cutter.cut(Math.max(range.low(), bulk.low()), Math.min(range.high(), bulk.high()), 0);
    cutter.cut(Math.max(range.low(), bulk.high()), range.high(), 0);
    return new Cells(List.copyOf(cells));
  }

  /** The parts with one value, those included where it nears a limit while it rises or falls. */
  List<Cell> flats(Activation f, Interval bulk) {
    double wide = NARROW * bulk.width();
    List<Cell> flats = new ArrayList<>();
    for (Cell cell : cells) {
      double low = Math.max(cell.low, bulk.low());
      double high = Math.min(cell.high, bulk.high());
      if (cell.kind == Kind.FLAT) {
        flats.add(cell);
      } else if (cell.kind != Kind.STILL && high - low > 2 * wide) {
        if (isOne(f.enclose(Enclosure.interval(low, low + wide)))) {
          flats.add(new Cell(cell.low, reach(f, low, high), Kind.FLAT));
        }
        if (isOne(f.enclose(Enclosure.interval(high - wide, high)))) {
          flats.add(new Cell(reach(f, high, low), cell.high, Kind.FLAT));
        }
      }
    }
    return flats;
  }

  /**
   * How large values usually are: no size that only improbable inputs have, beside which what
   * matters would seem to stand still.
   */
  private static double scale(Activation f, Interval bulk) {
    double[] sizes = new double[USUAL];
    for (int i = 0; i < USUAL; i++) {
      double y = f.value(bulk.low() + bulk.width() * (0.375 + 0.25 * i / (USUAL - 1)));
      sizes[i] = Math.abs(y) <= Double.MAX_VALUE ? Math.abs(y) : 0;
    }
    Arrays.sort(sizes);
    return sizes[USUAL / 2 + 1];
  }

  /** Whether all values are the same to the last digits. */
  private static boolean isOne(Enclosure known) {
    double size = known.value().magnitude();
    return known.slope().magnitude() == 0 && !known.mayJump()
        || size <= Double.MAX_VALUE
            && known.value().width() <= Math.max(UNDERFLOW, SAME_ULPS * Math.ulp(size));
  }

  /**
   * How far from the end of a flat cell its value reaches.
   *
   * @param f the activation
   * @param from the end
   * @param to where to look no further
   * @return the last point up to which it is proved
   */
  static double reach(Activation f, double from, double to) {
    double inside = from;
    double outside = to;
    while (true) {
      double middle = inside / 2 + outside / 2;
      if (middle == inside || middle == outside) {
        return inside;
      }
      Enclosure known =
          f.enclose(Enclosure.interval(Math.min(from, middle), Math.max(from, middle)));
      if (isOne(known)) {
        inside = middle;
      } else {
        outside = middle;
      }
    }
  }

  private record Cutter(
      Activation f, Interval bulk, double nothing, List<Cell> cells, int[] looks) {

    void cut(double low, double high, int halvings) {
      if (!(low < high)) {
        return;
      }
      double middle = low / 2 + high / 2;
      Kind kind = kind(low, high);
      boolean isLast = !(middle > low && middle < high) || halvings > HALVINGS;
      boolean isFar = high <= bulk.low() || low >= bulk.high();
      if (kind == null && (isLast || isFar && halvings > FAR_HALVINGS)) {
        kind = Kind.STILL;
      }
      if (kind == null) {
        cut(low, middle, halvings + 1);
        cut(middle, high, halvings + 1);
      } else {
        add(new Cell(low, high, kind));
      }
    }

    private Kind kind(double low, double high) {
      if (++looks[0] > MOST) {
        throw new OutOfReachException(f.text() + " turns too often");
      }
      Enclosure known = f.enclose(Enclosure.interval(low, high));
      double moves = known.value().width();
      if (isOne(known)) {
        return high - low > NARROW * bulk.width() ? Kind.FLAT : Kind.STILL;
      }
      if (known.slope().low() >= 0 && !known.mayJump()) {
        return Kind.RISES;
      }
      if (known.slope().high() <= 0 && !known.mayJump()) {
        return Kind.FALLS;
      }
      boolean hasNoValue = Double.isNaN(f.value(low / 2 + high / 2));
      return moves <= nothing || hasNoValue ? Kind.STILL : null;
    }

    private void add(Cell cell) {
      int last = cells.size() - 1;
      if (last >= 0 && cells.get(last).kind == cell.kind && cells.get(last).high == cell.low) {
        cells.set(last, new Cell(cells.get(last).low, cell.high, cell.kind));
      } else {
        cells.add(cell);
      }
    }
  }
}
