package org.normprop.net.run;

import java.util.Arrays;
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

  /** What a node puts out, from number 0 on. */
  static float[] output(Network network, int node, float[] x, int batch, Pass pass) {
    int size = batch * network.graph().nodes().get(node).output().size();
    float[][] found = new float[1][];
    network.forward(
        x,
        batch,
        pass,
        (tensor, values) -> {
          if (tensor == node + 1) {
            found[0] = Arrays.copyOf(values, size);
          }
        });
    return found[0];
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
