/** What sampling collects of pairs of outputs, and what it finds. Sees {@code table}. */
package org.normprop.moments.sample.pairs;
