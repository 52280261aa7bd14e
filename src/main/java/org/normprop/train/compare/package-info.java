/** Comparisons: variants, seeds, and statistics of what came of them. */
package org.normprop.train.compare;
