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
            .flatMap(slope -> outer(call).map(outer -> product(outer, slope).folded()))
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
      case MULTIPLY -> Optional.of(sum(product(a, v), product(u, b)));
      case DIVIDE ->
          Optional.of(
              new Operation(Operator.SUBTRACT, over(a, v), over(over(product(u, b), v), v)));
      case POWER -> power(u, v, a, b);
      case MAX -> choice(new ComparisonTerm(ComparisonTerm.Relation.GREATER, u, v), u, v);
      case MIN -> choice(new ComparisonTerm(ComparisonTerm.Relation.LESS, u, v), u, v);
    };
  }

  /** (u^v)' where u or v is a number. */
  private static Optional<Term> power(Term u, Term v, Term du, Term dv) {
    if (v.folded() instanceof Constant p) {
      Term less = new Operation(Operator.SUBTRACT, p, ONE).folded();
      return Optional.of(product(product(p, raised(u, less)), du));
    }
    return u.folded() instanceof Constant base && base.value() > 0
        ? Optional.of(product(product(logarithm(base.value()), raised(u, v)), dv))
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
          case "ln" -> over(ONE, u);
          case "log2" -> over(ONE, product(logarithm(2), u));
          case "log10" -> over(ONE, product(logarithm(10), u));
          case "log1p" -> over(ONE, sum(ONE, u));
          case "sqrt" -> over(ONE, product(TWO, raised(u, HALF)));
          case "cbrt" -> over(ONE, product(new Constant(3), raised(call("cbrt", u), TWO)));
          case "abs" -> call("sign", u);
          case "sign", "floor", "ceil", "trunc", "round" -> ZERO;
          case "sin" -> call("cos", u);
          case "cos" -> new Negation(call("sin", u));
          case "sinh" -> call("cosh", u);
          case "cosh" -> call("sinh", u);
          case "tan" -> over(ONE, raised(call("cos", u), TWO));
          case "tanh" -> over(ONE, raised(call("cosh", u), TWO));
          case "atan" -> over(ONE, sum(ONE, raised(u, TWO)));
          case "asinh" -> over(ONE, raised(sum(ONE, raised(u, TWO)), HALF));
          case "asin" -> over(ONE, raised(oneMinusSquare(u), HALF));
          case "acos" -> new Negation(over(ONE, raised(oneMinusSquare(u), HALF)));
          case "atanh" -> over(ONE, oneMinusSquare(u));
          case "acosh" -> over(ONE, raised(new Negation(oneMinusSquare(u)), HALF));
          default -> null;
        });
  }

  private static Term oneMinusSquare(Term u) {
    return new Operation(Operator.SUBTRACT, ONE, raised(u, TWO));
  }

  private static Term call(String name, Term u) {
    return new Call(Elementary.elementary(name).orElseThrow(), u);
  }

  private static Term sum(Term a, Term b) {
    return new Operation(Operator.ADD, a, b);
  }

  private static Term product(Term a, Term b) {
    return new Operation(Operator.MULTIPLY, a, b);
  }

  private static Term over(Term a, Term b) {
    return new Operation(Operator.DIVIDE, a, b);
  }

  private static Term raised(Term a, Term exponent) {
    return new Operation(Operator.POWER, a, exponent);
  }
}
