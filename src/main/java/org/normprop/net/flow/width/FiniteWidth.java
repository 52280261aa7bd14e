package org.normprop.net.flow.width;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.normprop.net.flow.statistics.LayerStatistics;
import org.normprop.net.layer.FlowStep;
import org.normprop.net.layer.Gain;
import org.normprop.net.layer.Statistics;
import org.normprop.net.run.BoundLayer;
import org.normprop.net.run.Network;

/**
 * By how much the mean over networks of n channels differs from the limit of many, to the order of
 * 1/n and with the scatter's growth from layer to layer: weights, activations of the catalog, sums,
 * scales. What else reads a tensor (a pooling, dropout, a concatenation, groups) is taken as it is
 * for many channels, and what lies behind begins anew. Nothing is changed under batch and layer
 * normalisation, which take the scatter away or make their own. Used by one prediction: not
 * thread-safe.
 */
public final class FiniteWidth {

  /** Past this the expansion says nothing; what is foretold stays as it was. */
  private static final double MOST = 3;

  /** Behind more layers of weights that is so, and the work grows with their cube. */
  private static final int MOST_LAYERS = 200;

  private final WidthForward width;

  private FiniteWidth(WidthForward width) {
    this.width = width;
  }

  /**
   * Foretells for as many channels as there are.
   *
   * @param network the network
   * @param steps what its nodes do, for many channels
   * @param many what is foretold for many channels
   * @param input what goes in, if it is a normal and independent from place to place; else null
   * @param sent the mean square that each node sends to each of its inputs
   * @return the statistics of each node
   */
  public static List<LayerStatistics> of(
      Network network,
      List<FlowStep> steps,
      List<LayerStatistics> many,
      Statistics input,
      double[][] sent) {
    int n = many.size();
    if (network.layers().stream().filter(layer -> layer.gain().isPresent()).count() > MOST_LAYERS) {
      return many;
    }
    for (int i = 0; i < n; i++) {
      Optional<Gain> gain = network.layer(i).flatMap(BoundLayer::gain);
      if (gain.isPresent() && !(gain.get().forward() > 0)) {
        return many;
      }
    }
    WidthForward forward = new WidthForward(network, steps, input);
    FiniteWidth width = new FiniteWidth(forward);
    double[] back = WidthReturn.ratios(network.graph(), forward, sent);
    List<LayerStatistics> all = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      LayerStatistics of = many.get(i);
      double ratio = back[LayerStatistics.sentTo(network.graph(), i)];
      Statistics arrives = wider(of.sentBack(), ratio);
      all.add(new LayerStatistics(width.received(i, of), width.output(i, of), arrives));
    }
    return all;
  }

  private static boolean isSound(double ratio) {
    return ratio > 1 / MOST && ratio < MOST;
  }

  private static Statistics wider(Statistics of, double ratio) {
    return isSound(ratio) ? new Statistics(of.mean(), of.std() * Math.sqrt(ratio)) : of;
  }

  private Statistics received(int node, LayerStatistics of) {
    int m = width.reading(node + 1);
    boolean isActive = m >= 0 && width.linear(node + 1) == null;
    return isActive ? wider(of.pre(), squared(width.kernels().readings().get(m).x())) : of.pre();
  }

  /** The square of the mean std of a sum over networks by what it is for many channels. */
  private double squared(KernelScatter.Linear x) {
    return width.kernels().ratio(x) * meanStd(width.kernels().ofNetworks(x));
  }

  /** E[sqrt(q)]^2 for q of mean 1 and this variance, to second order. */
  private static double meanStd(double variance) {
    return Math.pow(1 - variance / 8, 2);
  }

  private Statistics output(int node, LayerStatistics of) {
    KernelScatter.Linear sum = width.linear(node + 1);
    if (sum != null) {
      return wider(of.output(), squared(sum));
    }
    int m = width.reading(node + 1);
    if (m < 0) {
      return of.output();
    }
    KernelScatter.Reading reading = width.kernels().readings().get(m);
    ReadMoments base = reading.base();
    ReadMoments at = reading.at();
    double steep = at.slope(ReadMoments.Of.VALUE) / at.mean(ReadMoments.Of.VALUE);
    double ofNetworks = steep * steep * width.kernels().ofNetworks(reading.x());
    double ratio = variance(at) / variance(base) * meanStd(ofNetworks);
    double mean = of.output().mean() + at.meanValue() - base.meanValue();
    return isSound(ratio) ? wider(new Statistics(mean, of.output().std()), ratio) : of.output();
  }

  private static double variance(ReadMoments of) {
    return of.mean(ReadMoments.Of.VALUE) - of.meanValue() * of.meanValue();
  }
}
