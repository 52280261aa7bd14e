package org.normprop.function.formula;

import java.util.Optional;

/** The derivative of a term as a term: what shows how slopes grow beside a point. */
final class Derivative {

  private static final Constant ZERO = new Constant(0);
  private static final Constant ONE = new Constant(1);
  private static final Constant TWO = new Constant(2);
  private static final Constant HALF = new Constant(0.5);

  private Derivative() {}

  /** The derivative between kinks; nothing where a part's is not known as a term. */
  static Optional<Term> of(Term term) {
    if (term instanceof Constant || term instanceof ComparisonTerm) {
      return Optional.of(ZERO);
    }
    if (term instanceof Variable) {
      return Optional.of(ONE);
    }
    if (term instanceof Negation negation) {
      return of(negation.operand()).map(Negation::new);
    }
    if (term instanceof Choice choice) {
      return choice(choice.condition(), choice.yes(), choice.no());
    }
    if (term instanceof Operation operation) {
      return operation(operation);
    }
    return term instanceof Call call
        ? of(call.argument())
            .flatMap(slope -> outer(call).map(outer -> Operation.times(outer, slope).folded()))
        : Optional.empty();
  }

  private static Optional<Term> choice(Term condition, Term yes, Term no) {
    return of(yes).flatMap(a -> of(no).map(b -> new Choice(condition, a, b)));
  }

  private static Optional<Term> operation(Operation operation) {
    Term u = operation.left();
    Term v = operation.right();
    Optional<Term> du = of(u);
    Optional<Term> dv = of(v);
    if (du.isEmpty() || dv.isEmpty()) {
      return Optional.empty();
    }
    Term a = du.get();
    Term b = dv.get();
    return switch (operation.operator()) {
      case ADD, SUBTRACT -> Optional.of(new Operation(operation.operator(), a, b));
      case MULTIPLY -> Optional.of(Operation.plus(Operation.times(a, v), Operation.times(u, b)));
      case DIVIDE ->
          Optional.of(
              new Operation(
                  Operator.SUBTRACT,
                  Operation.over(a, v),
                  Operation.over(Operation.over(Operation.times(u, b), v), v)));
      case POWER -> power(u, v, a, b);
      case MAX -> choice(new ComparisonTerm(ComparisonTerm.Relation.GREATER, u, v), u, v);
      case MIN -> choice(new ComparisonTerm(ComparisonTerm.Relation.LESS, u, v), u, v);
    };
  }

  /** (u^v)' where u or v is a number. */
  private static Optional<Term> power(Term u, Term v, Term du, Term dv) {
    if (v.folded() instanceof Constant p) {
      Term less = Operation.minus(p, ONE).folded();
      return Optional.of(Operation.times(Operation.times(p, Operation.raised(u, less)), du));
    }
    return u.folded() instanceof Constant base && base.value() > 0
        ? Optional.of(
            Operation.times(Operation.times(logarithm(base.value()), Operation.raised(u, v)), dv))
        : Optional.empty();
  }

  /** ln b, and how far its double may be off. */
  private static Constant logarithm(double b) {
    double value = StrictMath.log(b);
    return new Constant(value, "", Math.ulp(value));
  }

  /** g'(u). */
  private static Optional<Term> outer(Call call) {
    Term u = call.argument();
    return Optional.ofNullable(
        switch (call.function().name()) {
          case "exp", "expm1", "exponential" -> call("exp", u);
          case "ln" -> Operation.over(ONE, u);
          case "log2" -> Operation.over(ONE, Operation.times(logarithm(2), u));
          case "log10" -> Operation.over(ONE, Operation.times(logarithm(10), u));
          case "log1p" -> Operation.over(ONE, Operation.plus(ONE, u));
          case "sqrt" -> Operation.over(ONE, Operation.times(TWO, Operation.raised(u, HALF)));
          case "cbrt" ->
              Operation.over(
                  ONE, Operation.times(new Constant(3), Operation.raised(call("cbrt", u), TWO)));
          case "abs" -> call("sign", u);
          case "sign", "floor", "ceil", "trunc", "round" -> ZERO;
          case "sin" -> call("cos", u);
          case "cos" -> new Negation(call("sin", u));
          case "sinh" -> call("cosh", u);
          case "cosh" -> call("sinh", u);
          case "tan" -> Operation.over(ONE, Operation.raised(call("cos", u), TWO));
          case "tanh" -> Operation.over(ONE, Operation.raised(call("cosh", u), TWO));
          case "atan" -> Operation.over(ONE, Operation.plus(ONE, Operation.raised(u, TWO)));
          case "asinh" ->
              Operation.over(
                  ONE, Operation.raised(Operation.plus(ONE, Operation.raised(u, TWO)), HALF));
          case "asin" -> Operation.over(ONE, Operation.raised(oneMinusSquare(u), HALF));
          case "acos" ->
              new Negation(Operation.over(ONE, Operation.raised(oneMinusSquare(u), HALF)));
          case "atanh" -> Operation.over(ONE, oneMinusSquare(u));
          case "acosh" ->
              Operation.over(ONE, Operation.raised(new Negation(oneMinusSquare(u)), HALF));
          default -> null;
        });
  }

  private static Term oneMinusSquare(Term u) {
    return Operation.minus(ONE, Operation.raised(u, TWO));
  }

  private static Term call(String name, Term u) {
    return new Call(Elementary.elementary(name).orElseThrow(), u);
  }
}
