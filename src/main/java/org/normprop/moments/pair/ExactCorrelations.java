package org.normprop.moments.pair;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.normprop.table.Correlations;

/** {@link Correlations} by the exact routes, each map worked out once. Thread-safe. */
public final class ExactCorrelations implements Correlations {

  private record Two(Branch first, Branch second) {}

  private final Map<Two, Optional<PairMap>> maps = new ConcurrentHashMap<>();

  @Override
  public Optional<Covariance> of(Branch first, Branch second, double correlation) {
    Rho rho = Rho.of(correlation);
    return maps.computeIfAbsent(new Two(first, second), two -> PairMap.of(two.first, two.second))
        .map(map -> map.at(rho))
        .map(moments -> new Covariance(moments.covariance(), moments.slope()));
  }
}
