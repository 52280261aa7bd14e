package org.normprop.cli.onnx;

import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;
import org.normprop.net.compute.Draws;
import org.normprop.net.onnx.measure.ModelInputs;

/**
 * Inputs drawn at random: what a sample's input holds depends on seed, name and sample alone.
 *
 * @param seed the seed
 * @param sources by input
 */
record SampledInputs(long seed, Map<String, ModelInputSource> sources) implements ModelInputs {

  @Override
  public void fill(String input, int sample, double[] values) {
    UniformRandomProvider random = Draws.of(seed, Draws.nameHash("onnx input " + input), sample, 0);
    sources.get(input).fill(random, sample, values);
  }
}
