/**
 * Interval arithmetic: what is proved of a function, rather than sampled. {@link Span} is an
 * interval of reals; {@link Enclosure} holds a function's values and slopes on an interval and on a
 * region of the complex plane around it; {@link Smooth} is a function with bounds of its
 * derivatives there, {@link ElementaryFunction} and {@link PowerFunction} are those that there are,
 * and {@link SmoothFunctions} lists them for others.
 */
package org.normprop.function.enclosure;
