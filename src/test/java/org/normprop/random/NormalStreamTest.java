package org.normprop.random;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.core.source64.XoRoShiRo128PlusPlus;
import org.apache.commons.rng.sampling.distribution.ContinuousSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The stream is Commons RNG's, bit for bit. */
final class NormalStreamTest {

  /** 200,000 normals: some 2300 of them in the wedges, 50 in the tail. */
  private static final int COUNT = 200_000;

  @ParameterizedTest
  @ValueSource(longs = {1, -1, 0x123456789abcdefL})
  void normalsAreTheLibrarys(long seed) {
    ContinuousSampler library =
        ZigguratSampler.NormalizedGaussian.of(new XoRoShiRo128PlusPlus(seed, 2));
    double[] z = new double[COUNT];
    new NormalStream(seed, 2).normals(z, COUNT);
    for (int i = 0; i < COUNT; i++) {
      assertEquals(library.sample(), z[i]);
    }
  }

  @Test
  void uniformsAreTheLibrarys() {
    UniformRandomProvider library = new XoRoShiRo128PlusPlus(3, 4);
    double[] u = new double[1000];
    new NormalStream(3, 4).uniforms(u, u.length);
    for (double each : u) {
      assertEquals(library.nextDouble(), each);
    }
  }

  @Test
  void aStreamGoesOnWhereItWasLeft() {
    double[] whole = new double[1000];
    new NormalStream(5, 6).normals(whole, 1000);
    NormalStream stream = new NormalStream(5, 6);
    double[] part = new double[10];
    for (int i = 0; i < 1000; i++) {
      if (i % 10 == 0) {
        stream.normals(part, 10);
      }
      assertEquals(whole[i], part[i % 10]);
    }
  }
}
