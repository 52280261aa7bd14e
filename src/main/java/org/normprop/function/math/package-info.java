/**
 * Elementary and special functions: one value at a time ({@link Special}, {@link NormalQuantile}),
 * or a block of them ({@link Blocks}, {@link TrigonometricBlocks}).
 */
package org.normprop.function.math;
