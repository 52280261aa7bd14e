package org.normprop.train.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Against R 4's t.test. */
class StudentTest {

  @Test
  void intervalsAreThoseOfR() {
    Student.Interval interval = Student.interval(0, 1, 2, 3, 4, 5);
    assertEquals(3, interval.mean(), 1e-12);
    // qt(0.975, 4) * sd(1:5) / sqrt(5), printed with 4 digits.
    assertEquals(1.9632, interval.halfWidth(), 5e-5);
  }

  @Test
  void pValuesAreThoseOfR() {
    // t.test(c(1, 2, 3))$p.value, printed with 4 digits.
    assertEquals(0.07418, Student.pValue(0, 1, 2, 3), 5e-6);
    assertEquals(Student.pValue(0, 1, 2, 3), Student.pValue(0, -1, -2, -3), 1e-15);
  }

  @Test
  void oneNumberTellsNothingOfItsError() {
    assertTrue(Double.isNaN(Student.interval(0, 3).halfWidth()));
    assertTrue(Double.isNaN(Student.pValue(0, 3)));
  }

  /** Nine digits were kept of each of 5/9 - 4/9, 4/9 - 3/9 and 1 - 8/9. */
  @Test
  void equalDifferencesTellNothingOfTheirError() {
    double[] ninths = {0.555555556 - 0.444444444, 0.444444444 - 0.333333333, 1 - 0.888888889};
    assertTrue(Double.isNaN(Student.pValue(2e-8, ninths)));
    assertTrue(Double.isNaN(Student.interval(2e-8, ninths).halfWidth()));
    assertTrue(Double.isNaN(Student.pValue(2e-8, 0, 0, 0)));
    assertTrue(Student.pValue(0, ninths) < 1e-10, "without a resolution they seem to differ");
  }

  @Test
  void anIntervalIsCutWhereNothingCanLie() {
    Student.Interval accuracy = Student.interval(0, 97, 99).within(0, 100);
    assertEquals(98, accuracy.mean());
    assertEquals(100, accuracy.high());
    assertEquals(98 - 12.7062, accuracy.low(), 1e-4); // qt(0.975, 1) = 12.7062
    assertTrue(accuracy.isCut());
    assertTrue(!Student.interval(0, 49, 51).within(0, 100).isCut());
  }
}
