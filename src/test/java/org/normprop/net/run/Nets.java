package org.normprop.net.run;

import java.util.Random;
import org.normprop.net.compute.Engine;
import org.normprop.net.file.NetworkDescription;
import org.normprop.net.graph.Architecture;
import org.normprop.net.graph.Recipe;
import org.normprop.net.layer.Shape;

/** Networks for tests, with constants by {@link NormalIntegrals}. */
public final class Nets {

  private Nets() {}

  static Network of(
      String notation, Shape input, Recipe recipe, Initialiser start, int batch, Engine engine) {
    Architecture architecture = Architecture.parse(notation);
    return new NetworkDescription(
            architecture, input, recipe, NormalIntegrals.constants(architecture, input, recipe))
        .network(start, 1, batch, engine);
  }

  public static float[] normals(int n, long seed) {
    Random random = new Random(seed);
    float[] values = new float[n];
    for (int i = 0; i < n; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  static int[] labels(int n, int classes, long seed) {
    return new Random(seed).ints(n, 0, classes).toArray();
  }
}
