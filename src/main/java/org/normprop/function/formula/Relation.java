package org.normprop.function.formula;

import java.util.function.IntPredicate;

/** What is asked of two numbers. */
enum Relation {
  LESS("<", "", sign -> sign < 0),
  LESS_OR_EQUAL("<=", "\u2264", sign -> sign <= 0),
  GREATER(">", "", sign -> sign > 0),
  GREATER_OR_EQUAL(">=", "\u2265", sign -> sign >= 0),
  EQUAL("==", "", sign -> sign == 0),
  NOT_EQUAL("!=", "\u2260", sign -> sign != 0);

  final String symbol;

  /** The sign of papers, or nothing. */
  final String sign;

  private final IntPredicate test;

  Relation(String symbol, String sign, IntPredicate test) {
    this.symbol = symbol;
    this.sign = sign;
    this.test = test;
  }

  /** 1 if the relation holds for two numbers whose difference has this sign, else 0. */
  double value(int sign) {
    return test.test(sign) ? 1 : 0;
  }
}
