/**
 * What is applied: activations, pooling windows, dropout, formulas, and units made of them.
 *
 * <p>A {@link org.normprop.function.Unit} is what stands between two weight layers. The object that
 * is sampled here is the object that a network executes. Everything in this package is immutable,
 * and its arithmetic gives the same bits on every machine. Sees the JDK and {@code text}.
 */
package org.normprop.function;
