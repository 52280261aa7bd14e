package org.normprop.function.formula;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.normprop.function.catalogue.Activations;
import org.normprop.function.enclosure.Enclosure;
import org.normprop.function.enclosure.Growth;
import org.normprop.function.stage.Activation;
import org.normprop.function.stage.UnitException;
import org.normprop.text.Numbers;

/**
 * A function of x written as a formula, such as {@code x*sigmoid(1.702*x)}.
 *
 * <pre>
 * formula    = comparison ["if" comparison "else" formula]
 * comparison = sum [("&lt;" | "&lt;=" | "&gt;" | "&gt;=" | "==" | "!=") sum]
 * sum        = product {("+" | "-") product}
 * product    = factor {("*" | "/" | "//" | "%") factor}
 * factor     = ("-" | "+") factor | power
 * power      = atom [("^" | "**") factor]
 * atom       = number | "x" | "pi" | "e" | "inf" | "(" formula ")" | "|" formula "|" | call
 * call       = name "(" formula {"," formula} ")"
 * number     = 1  .5  2.  1e-3
 * </pre>
 *
 * <p>So powers group from the right ({@code 2^3^2} is 2^9) and bind more tightly than signs ({@code
 * -x^2} is -(x^2)). Space between the parts does not count. A comparison is 1 where it holds and 0
 * where not, and may stand wherever a number may.
 *
 * <table>
 * <caption>Functions</caption>
 * <tr><td>{@code if(c,a,b)}</td><td>a where c is not zero, else b</td></tr>
 * <tr><td>{@code max min}</td><td>of two or more</td></tr>
 * <tr><td>{@code pow(a,b)}</td><td>the same as {@code a^b}; NaN for a &lt; 0 unless b is
 *     whole</td></tr>
 * <tr><td>{@code abs sign}</td><td>sign(0) is 0</td></tr>
 * <tr><td>{@code exp expm1 ln log log2 log10 log1p}</td><td>log is ln</td></tr>
 * <tr><td>{@code sqrt cbrt}</td><td></td></tr>
 * <tr><td>{@code sin cos tan asin acos atan}</td><td>in radians</td></tr>
 * <tr><td>{@code sinh cosh tanh asinh acosh atanh}</td><td></td></tr>
 * <tr><td>{@code erf erfc normcdf normpdf}</td><td></td></tr>
 * <tr><td>{@code floor ceil round trunc}</td><td>round takes halves to the even number</td></tr>
 * <tr><td>{@code clamp heaviside logaddexp mod sech}</td><td>written as what they are made
 *     of</td></tr>
 * <tr><td>{@code sigmoid softplus relu gelu mish ...}</td><td>every activation of {@link
 *     Activations}, with parameters as in {@code elu(x,alpha=0.5)}</td></tr>
 * </table>
 *
 * <p>What Python, NumPy, PyTorch, JAX and papers write is read too: {@code where(x>0,x,0)}, {@code
 * x if x>0 else 0}, {@code clamp}, {@code np.exp}, {@code nn.GELU()(x)}; {@link #text} has it in
 * the spelling above.
 *
 * <p>The derivative comes from the formula itself, by forward-mode automatic differentiation, and
 * is exact up to rounding; at a kink it is the one from the left. {@link #evaluate} and {@link
 * #value} do the same arithmetic and agree to the last bit.
 *
 * <p>A formula means the function of real numbers that it spells, and is computed in doubles as it
 * is written, but for {@code ln(1+exp(x))}, which is 1000 at x = 1000, and for sums in which all
 * powers of x cancel, such as {@code x*x-x^2}, which are numbers. Where a part that counts has no
 * value, as {@code ln(x)} for x &lt; 0, the formula is NaN; {@link #undefinedAt} says so in words.
 *
 * <p>A formula has at most {@value FormulaParser#MAX_OPERATIONS} operations, nested at most {@value
 * FormulaParser#MAX_DEPTH} levels deep. Formulas are immutable, and equal when their canonical
 * texts are.
 */
public final class Formula implements Activation {

  private static final String NAME = "expr";

  private static final String PREFIX = NAME + ":";

  /** How many inputs are evaluated at a time, so that the numbers stay in the cache. */
  private static final int STRIP = 512;

  /** A step to the left of a point where the derivative has no value, at 0. */
  private static final double TINY_STEP = 0x1p-200;

  private static final int SHOWN = 60;

  private final String text;
  private final Term written;
  private final Term term;
  private final double doubt;

  /** Found when first asked for; two threads that both do find the same. */
  private volatile double[] kinks;

  private Formula(Term term, double doubt) {
    this.doubt = doubt;
    StringBuilder canonical = new StringBuilder(PREFIX);
    term.print(canonical);
    this.text = canonical.toString();
    this.written = term;
    this.term = term.folded();
  }

  /**
   * Reads a formula.
   *
   * @param text the formula, without {@code expr:}
   * @return the function it describes
   * @throws UnitException if it does not follow the grammar; the message points at the character
   */
  public static Activation parse(String text) {
    return new Formula(FormulaParser.parse(text), 0);
  }

  /**
   * The canonical text: no spaces, no parentheses that could be left out, numbers at their
   * shortest.
   *
   * @return {@code expr:} and the formula
   */
  @Override
  public String text() {
    return text;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Map<String, Double> parameters() {
    return Map.of();
  }

  @Override
  public String source() {
    return "formula";
  }

  @Override
  public double value(double x) {
    return Double.isNaN(x) ? x : term.value(x);
  }

  @Override
  public Enclosure enclose(Enclosure x) {
    return term.enclose(x);
  }

  @Override
  public Optional<Activation> near(double point) {
    return Shift.of(term, point).map(moved -> new Formula(moved.term(), moved.doubt()));
  }

  @Override
  public double doubt() {
    return doubt;
  }

  @Override
  public Growth growth(double point, int side) {
    return Asymptotics.of(term, point, side);
  }

  @Override
  public Growth slopeGrowth(double point, int side) {
    Optional<Term> slope = Derivative.of(term);
    return slope.map(s -> Asymptotics.of(s, point, side)).orElse(Growth.UNKNOWN);
  }

  /** Only the formula itself tells how much its arithmetic loses. */
  @Override
  public double accuracy() {
    return Double.NaN;
  }

  @Override
  public double derivative(double x) {
    if (Double.isNaN(value(x))) {
      return Double.NaN;
    }
    double slope = term.slope(x);
    // sqrt(x^2) at 0 is infinity times 0; just to the left it is not.
    return Double.isNaN(slope) ? term.slope(x - Math.max(Math.ulp(x), TINY_STEP)) : slope;
  }

  @Override
  public void evaluate(double[] x, double[] y, double[] dy, int n) {
    Batch batch = new Batch(Math.min(n, STRIP));
    double[] values = batch.borrow();
    double[] slopes = batch.borrow();
    for (int from = 0; from < n; from += STRIP) {
      batch.load(x, from, Math.min(STRIP, n - from));
      term.jets(batch, values, slopes);
      for (int i = 0; i < batch.n(); i++) {
        double at = x[from + i];
        boolean isSpecial = batch.isJump(i) || Double.isNaN(slopes[i]) || Double.isNaN(at);
        y[from + i] = isSpecial ? value(at) : values[i];
        dy[from + i] =
            isSpecial ? derivative(at) : Double.isNaN(values[i]) ? Double.NaN : slopes[i];
      }
    }
  }

  /**
   * The points where f or a derivative jumps, becomes infinite or ends: the places where arguments
   * of {@code max} and {@code min} cross, where a comparison changes, where the argument of a
   * function with kinks reaches one, poles, and the ends of regions where f has no value.
   *
   * <p>They are found numerically, to the last bit where the formula's arithmetic allows: all for
   * |x| &lt; 64 unless closer than about 1e-7 (or, for formulas that wave very fast, beyond the
   * budget of the search); from there to 1e9 where what must vanish varies slowly.
   *
   * @return the points, ascending
   */
  @Override
  public double[] kinks() {
    if (kinks == null) {
      kinks = term.kinks(new Zeros());
    }
    return kinks.clone();
  }

  /**
   * Says where f has no value, for the message when a moment does not exist.
   *
   * @return the innermost part that has no value and an interval on which it has none, such as
   *     {@code ln(x) has no value for x below 0}; empty if f has a value between all its kinks
   */
  public Optional<String> undefinedAt() {
    double[] cuts = kinks();
    for (int i = 0; i <= cuts.length; i++) {
      double left = i == 0 ? Double.NEGATIVE_INFINITY : cuts[i - 1];
      double right = i == cuts.length ? Double.POSITIVE_INFINITY : cuts[i];
      double at = Points.between(left, right);
      Optional<Term> part = written.undefined(at);
      if (part.isPresent() && lacksValue(Enclosure.point(at))) {
        return Optional.of(shown(part.get()) + " has no value for " + interval(left, right));
      }
    }
    return Optional.empty();
  }

  /**
   * Whether f is proved to have no value wherever the input may be, as ln has none of a negative
   * number; that a number is too large for a double is no proof.
   *
   * @param x what is known of the input
   * @return whether there is none
   */
  public boolean lacksValue(Enclosure x) {
    return written.lacksValue(x);
  }

  private static String interval(double left, double right) {
    if (Double.isInfinite(left)) {
      return Double.isInfinite(right) ? "any x" : "x below " + Numbers.text(right);
    }
    return Double.isInfinite(right)
        ? "x above " + Numbers.text(left)
        : "x between " + Numbers.text(left) + " and " + Numbers.text(right);
  }

  private static String shown(Term part) {
    StringBuilder out = new StringBuilder();
    part.print(out);
    return out.length() <= SHOWN ? out.toString() : out.substring(0, SHOWN) + "...";
  }

  /**
   * The functions that formulas have beside the activations.
   *
   * @return their names
   */
  public static Collection<String> functions() {
    return Elementary.elementaryNames();
  }

  /**
   * The formula in another language; constants are worked out.
   *
   * @param language how it writes
   * @return an expression of x, or of nothing where the formula is a number
   */
  public String in(FormulaLanguage language) {
    return new FormulaWriter(language).text(term);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Formula that && text.equals(that.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
