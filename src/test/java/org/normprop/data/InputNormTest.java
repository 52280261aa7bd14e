package org.normprop.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.normprop.data.InputNorm.Mode;

class InputNormTest {

  private static final SampleShape SHAPE = new SampleShape(2, 1, 3);

  private static DataSet random(int rows) {
    SplittableRandom random = new SplittableRandom(4);
    float[] x = new float[rows * SHAPE.size()];
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) ((1 + i % 6) * random.nextDouble() + 10 * (i % 6));
    }
    return DataSet.ofNumbers("random", SHAPE, x);
  }

  private static float[] applied(InputNorm norm, DataSet data) {
    int size = data.shape().size();
    float[] x = new float[data.size() * size];
    for (int i = 0; i < data.size(); i++) {
      data.features(i, x, i * size);
    }
    norm.apply(x, 0, data.size());
    return x;
  }

  @ParameterizedTest
  @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
  void whatSharesAConstantHasMeanZeroAndStdOneAfterwards(Mode mode) {
    DataSet data = random(500);
    InputNorm norm = InputNorm.fit(mode, data, 0);
    float[] x = applied(norm, data);
    int groups = norm.means().length;
    double[] sum = new double[groups];
    double[] squares = new double[groups];
    for (int i = 0; i < x.length; i++) {
      int group = i % 6 / (6 / groups);
      sum[group] += x[i];
      squares[group] += (double) x[i] * x[i];
    }
    double n = (double) x.length / groups;
    for (int g = 0; g < groups; g++) {
      // n values of order 1, each rounded to float: 2^-24 each.
      assertEquals(0, sum[g] / n, 1e-7);
      assertEquals(1, squares[g] / n, 1e-6);
    }
  }

  @Test
  void eachModeSharesWhatItSays() {
    DataSet data =
        DataSet.ofNumbers("d", SHAPE, new float[] {1, 2, 3, 7, 7, 10, 1, 4, 3, 7, 7, 10});
    assertArrayEquals(new double[0], InputNorm.fit(Mode.NONE, data, 0).means());
    assertArrayEquals(new double[] {62.0 / 12}, InputNorm.fit(Mode.GLOBAL, data, 0).means(), 1e-15);
    assertArrayEquals(
        new double[] {14.0 / 6, 8}, InputNorm.fit(Mode.CHANNEL, data, 0).means(), 1e-15);
    InputNorm element = InputNorm.fit(Mode.ELEMENT, data, 0);
    assertArrayEquals(new double[] {1, 3, 3, 7, 7, 10}, element.means());
    assertArrayEquals(new double[] {1, 1, 1, 1, 1, 1}, element.stds());
    assertArrayEquals(
        new double[] {0.5, 1, 0.5, 0.5, 0.5, 0.5}, InputNorm.fit(Mode.ELEMENT, data, 0.5).stds());
  }

  @Test
  void noneLeavesInputsAlone() {
    DataSet data = random(3);
    assertArrayEquals(
        applied(InputNorm.fit(Mode.NONE, data, 0), data), applied(InputNorm.none(SHAPE), data));
    assertEquals(Made.row(data, 0)[0], applied(InputNorm.none(SHAPE), data)[0]);
  }

  @ParameterizedTest
  @ValueSource(floats = {0.1f, 1e30f, -3.4e38f, 1e-45f, 0})
  void aConstantValueBecomesZero(float value) {
    float[] x = new float[1030];
    java.util.Arrays.fill(x, value);
    DataSet data = DataSet.ofNumbers("constant", SampleShape.flat(1), x);
    for (float y : applied(InputNorm.fit(Mode.ELEMENT, data, 0), data)) {
      assertEquals(0, y);
    }
  }

  @ParameterizedTest
  @ValueSource(floats = {1e-45f, 1e-40f, 1, 1e30f, 3.4e38f})
  void hugeAndTinyValuesAreNormalisedToOne(float value) {
    DataSet data = DataSet.ofNumbers("extreme", SampleShape.flat(1), new float[] {value, -value});
    assertArrayEquals(
        new float[] {1, -1}, applied(InputNorm.fit(Mode.GLOBAL, data, 0), data), 1e-6f);
  }

  @Test
  void aNormIsRestoredFromItsNumbers() {
    InputNorm norm = InputNorm.fit(Mode.CHANNEL, random(20), 0.1);
    InputNorm restored = new InputNorm(norm.mode(), norm.shape(), norm.means(), norm.stds());
    assertEquals(norm, restored);
    assertEquals(norm.hashCode(), restored.hashCode());
    assertEquals(Mode.CHANNEL, Mode.of(norm.mode().text()));
    float[] x = applied(norm, random(20));
    assertArrayEquals(x, applied(restored, random(20)));
  }

  @Test
  void numbersThatCannotBeAreRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new InputNorm(Mode.GLOBAL, SHAPE, new double[2], new double[2]));
    assertThrows(
        IllegalArgumentException.class,
        () -> new InputNorm(Mode.GLOBAL, SHAPE, new double[1], new double[1]));
    assertThrows(
        IllegalArgumentException.class,
        () -> new InputNorm(Mode.GLOBAL, SHAPE, new double[] {Double.NaN}, new double[] {1}));
    assertThrows(
        IllegalArgumentException.class, () -> InputNorm.fit(Mode.GLOBAL, random(2), Double.NaN));
    assertThrows(
        IllegalArgumentException.class,
        () -> InputNorm.fit(Mode.GLOBAL, random(2).select(new int[0]), 0));
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> Mode.of("channels"));
    assertTrue(e.getMessage().contains("none, global, channel or element"), e.getMessage());
  }

  @Test
  void targetsAreScaledAndScaledBack() {
    DataSet data =
        DataSet.ofNumbers("t", SampleShape.flat(1), new float[4])
            .withValues(new float[] {10, 20, 30, 40});
    TargetScale scale = TargetScale.fit(data);
    assertEquals(25, scale.mean());
    assertEquals(Math.sqrt(125), scale.std(), 1e-14);
    assertEquals(30, scale.unscaled(scale.scaled(30)), 30 * 0x1p-22);
    assertEquals(1, TargetScale.fit(data.select(new int[] {2, 2})).std());
  }
}
