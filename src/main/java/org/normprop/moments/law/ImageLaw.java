package org.normprop.moments.law;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.normprop.function.enclosure.Enclosure;
import org.normprop.function.stage.Activation;
import org.normprop.moments.quadrature.Goal;
import org.normprop.moments.quadrature.Integrals;
import org.normprop.moments.quadrature.OutOfReachException;
import org.normprop.moments.shape.FlatPiece;
import org.normprop.moments.shape.FlatPieces;
import org.normprop.moments.shape.Interval;
import org.normprop.moments.shape.MonotonePiece;
import org.normprop.moments.shape.Pieces;

/**
 * The law of f(X). Where f is constant, X's continuous part becomes an atom. Not thread-safe: it
 * cuts f into monotone pieces when its distribution function is first asked for.
 */
final class ImageLaw implements Law {

  /** What lies on pieces of less probability than this is no double when it is squared. */
  private static final double IMPROBABLE = 1e-290;

  /** Stands in for infinity in ranges. */
  private static final double HUGE = 1e100;

  private final Law law;
  private final Activation f;
  private final FlatPieces flats;
  private final boolean isKnown;
  private Pieces shape;
  private List<MonotonePiece> pieces; // the probable ones
  private double[] masses; // P(X's continuous part on a piece)
  private final Mover mover;

  ImageLaw(Law law, Activation f) {
    this(law, f, FlatPiece.of(f, law.hull()));
  }

  private ImageLaw(Law law, Activation f, List<FlatPiece> flats) {
    this.law = law;
    this.f = f;
    this.mover = new Mover(f);
    this.flats = new FlatPieces(flats);
    this.isKnown = Pieces.isKnown(f, law.bulk());
  }

  private Pieces shape() {
    if (shape == null) {
      shape = Pieces.of(f, law.hull(), law.bulk(), flats.all());
      pieces = shape.pieces().stream().filter(piece -> mass(piece) > IMPROBABLE).toList();
      masses = pieces.stream().mapToDouble(this::mass).toArray();
    }
    return shape;
  }

  private double mass(MonotonePiece piece) {
    return law.between(piece.lowEnd(), piece.highEnd());
  }

  private List<MonotonePiece> pieces() {
    shape();
    return pieces;
  }

  @Override
  public List<Atom> atoms() {
    List<Atom> atoms = new ArrayList<>();
    for (Atom atom : law.atoms()) {
      atoms.add(atom.image(f));
    }
    for (FlatPiece flat : flats.all()) {
      double mass = law.between(flat.range().low(), flat.range().high());
      atoms.add(new Atom(flat.value(), mass, 0, 0, flat.error()));
    }
    return Atom.merged(atoms);
  }

  @Override
  public void split(double y, double[] sides) {
    double below = 0;
    double above = 0;
    for (int i = 0; i < pieces().size(); i++) {
      MonotonePiece piece = pieces.get(i);
      if (y <= piece.least()) {
        above += masses[i];
      } else if (y >= piece.greatest()) {
        below += masses[i];
      } else {
        double x = inverse(piece, y);
        double left = law.between(piece.lowEnd(), x);
        double right = law.between(x, piece.highEnd());
        below += piece.rises() ? left : right;
        above += piece.rises() ? right : left;
      }
    }
    sides[0] = below;
    sides[1] = above;
  }

  @Override
  public double between(double low, double high) {
    double sum = 0;
    for (MonotonePiece piece : pieces()) {
      if (high > piece.least() && low < piece.greatest()) {
        double atLow = low <= piece.least() ? piece.end(false) : piece.inverse(low);
        double atHigh = high >= piece.greatest() ? piece.end(true) : piece.inverse(high);
        sum += law.between(Math.min(atLow, atHigh), Math.max(atLow, atHigh));
      }
    }
    return sum;
  }

  @Override
  public void preimage(double low, double high, double weight, Preimage cells) {
    for (MonotonePiece piece : pieces()) {
      if (high > piece.least() && low < piece.greatest()) {
        double atLow = low <= piece.least() ? piece.end(false) : inverse(piece, low);
        double atHigh = high >= piece.greatest() ? piece.end(true) : inverse(piece, high);
        law.preimage(Math.min(atLow, atHigh), Math.max(atLow, atHigh), weight, cells);
      }
    }
  }

  @Override
  public List<Preimage.Constant> constants() {
    List<Preimage.Constant> constants = new ArrayList<>();
    for (Preimage.Constant before : law.constants()) {
      constants.add(before.thinned(f.value(before.value()), 1));
    }
    for (FlatPiece flat : flats.all()) {
      Preimage cells = new Preimage();
      law.preimage(flat.range().low(), flat.range().high(), 1, cells);
      constants.add(new Preimage.Constant(flat.value(), cells, 0));
    }
    return constants;
  }

  /** Mostly y was just found as f(x), and on x's own piece there is nothing to solve. */
  private double inverse(MonotonePiece piece, double y) {
    return y == mover.lastValue() && piece.contains(mover.lastX())
        ? mover.lastX()
        : piece.inverse(y);
  }

  @Override
  public double[] breaks() {
    DoubleStream ends =
        pieces().stream()
            .flatMapToDouble(piece -> DoubleStream.of(piece.least(), piece.greatest()));
    DoubleStream constants = flats.all().stream().mapToDouble(FlatPiece::value);
    DoubleStream before = Arrays.stream(law.breaks()).map(f::value);
    return DoubleStream.concat(DoubleStream.concat(ends, constants), before)
        .filter(Double::isFinite)
        .distinct()
        .toArray();
  }

  @Override
  public Interval hull() {
    return image(law.hull());
  }

  @Override
  public Interval bulk() {
    return image(law.bulk());
  }

  private Interval image(Interval range) {
    double[] values =
        DoubleStream.concat(
                DoubleStream.of(f.value(range.low()), f.value(range.high())),
                pieces().stream().flatMapToDouble(piece -> piece.limitsWithin(range)))
            .map(y -> Math.max(-HUGE, Math.min(y, HUGE)))
            .sorted()
            .toArray();
    return new Interval(values[0], values[values.length - 1]);
  }

  @Override
  public Integrals integrate(Observable observable, double[] cuts, Goal goal) {
    return law.integrate(
        new Observable() {
          @Override
          public void at(PathPoint point, double[] values, double[] slack) {
            move(point);
            observable.at(point, values, slack);
          }

          @Override
          public boolean over(PathRegion region, double[] largest) {
            Optional<FlatPiece> flat = flats.around(region.value.line());
            if (flat.isPresent()) {
              region.weight = 0; // counted as an atom
              region.value = Enclosure.constant(flat.get().value(), flat.get().error());
            } else {
              Optional<Activation> g = mover.near(region.anchor);
              region.value =
                  g.isPresent() ? g.get().enclose(region.offset) : f.enclose(region.value);
            }
            region.anchor = Double.NaN;
            return isKnown && observable.over(region, largest);
          }
        },
        Stream.of(
                Arrays.stream(f.kinks()),
                flats.all().stream().flatMapToDouble(FlatPiece::ends),
                preimages(cuts))
            .flatMapToDouble(part -> part)
            .toArray(),
        goal);
  }

  private void move(PathPoint point) {
    Optional<FlatPiece> flat = flats.around(point.value);
    if (flat.isPresent()) {
      mover.rest(point, flat.get());
      point.weight = point.isWhole ? point.weight : 0; // counted as an atom
    } else {
      mover.move(point);
    }
  }

  /** Where f meets a cut, and where it turns, since values on both sides are the same there. */
  private DoubleStream preimages(double[] cuts) {
    if (cuts.length == 0) {
      return DoubleStream.empty();
    }
    return pieces().stream()
        .flatMapToDouble(
            piece ->
                DoubleStream.concat(
                    DoubleStream.of(piece.low(), piece.high()),
                    Arrays.stream(cuts).filter(piece::takes).map(piece::inverse)));
  }

  @Override
  public Law.Base base() {
    return law.base();
  }

  @Override
  public double weightError() {
    return law.weightError();
  }

  /** A value that rounding has put at the end of its piece lies inside. */
  @Override
  public int side() {
    for (MonotonePiece piece : pieces()) {
      if (mover.lastX() > piece.low() && mover.lastX() < piece.high()) {
        return mover.lastValue() >= piece.greatest()
            ? -1
            : mover.lastValue() <= piece.least() ? 1 : piece.rises() ? law.side() : -law.side();
      }
    }
    return 0;
  }

  @Override
  public String route() {
    return law.route();
  }

  /** The normal of mean 0 that this is the positive part of; out of reach if it is none. */
  NormalLaw rectified() {
    if (f.text().equals("relu") && law instanceof NormalLaw x && x.mean() == 0 && x.std() > 0) {
      return x;
    }
    throw new OutOfReachException("no rectified normal of mean 0");
  }

  /** Whether f never falls, as far as X goes. */
  boolean rises() {
    return shape().isMonotone(1, law.hull());
  }

  /** An f that never falls leaves the order as it is, and one that never rises turns it round. */
  @Override
  public Law extreme(int n, boolean largest) {
    if (rises()) {
      return new ImageLaw(law.extreme(n, largest), f);
    }
    if (shape().isMonotone(-1, law.hull())) {
      return new ImageLaw(law.extreme(n, !largest), f);
    }
    return new ExtremeLaw(withLimits(), n, largest);
  }

  @Override
  public Law withLimits() {
    return new ImageLaw(law, f, FlatPiece.withLimits(f, law.hull(), law.bulk()));
  }
}
