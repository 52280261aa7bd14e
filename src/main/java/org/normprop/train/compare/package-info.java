/**
 * Comparisons. In reading order: {@link Comparison} is the variants and seeds, {@link Prospects}
 * what can be said before, {@link ComparisonRuns} trains them and tells a {@link
 * ComparisonListener}, {@link EndedRun} is how one ended; {@link ComparisonResults} with {@link
 * Student} what came of all.
 */
package org.normprop.train.compare;
