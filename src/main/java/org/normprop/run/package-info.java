/**
 * Work that is divided into tasks, and whoever does them: {@link org.normprop.run.Runner} is the
 * seam, {@link org.normprop.run.Threads} does them here. Sampling and comparisons hand their tasks
 * to a runner and know no more; a cluster is one more runner. Sees nothing else.
 */
package org.normprop.run;
