/**
 * Elementary and special functions: one value at a time ({@link Special}), or a block of them
 * ({@link Blocks}).
 */
package org.normprop.function.math;
