package org.normprop.train.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Against R 4's t.test. */
class StudentTest {

  @Test
  void intervalsAreThoseOfR() {
    Student.Interval interval = Student.interval(1, 2, 3, 4, 5);
    assertEquals(3, interval.mean(), 1e-12);
    // qt(0.975, 4) * sd(1:5) / sqrt(5), printed with 4 digits.
    assertEquals(1.9632, interval.halfWidth(), 5e-5);
  }

  @Test
  void pValuesAreThoseOfR() {
    // t.test(c(1, 2, 3))$p.value, printed with 4 digits.
    assertEquals(0.07418, Student.pValue(1, 2, 3), 5e-6);
    assertEquals(Student.pValue(1, 2, 3), Student.pValue(-1, -2, -3), 1e-15);
    assertEquals(1, Student.pValue(0, 0, 0));
  }

  @Test
  void oneNumberTellsNothingOfItsError() {
    assertTrue(Double.isNaN(Student.interval(3).halfWidth()));
    assertTrue(Double.isNaN(Student.pValue(3)));
  }
}
