/**
 * Interval arithmetic: what is proved of a function, rather than sampled. {@link Span} is an
 * interval of reals; {@link Enclosure} holds a function's values and slopes on an interval and on a
 * region of the complex plane around it; {@link Smooth} is an elementary function with bounds of
 * its derivatives there, and {@link SmoothFunctions} lists them.
 */
package org.normprop.function.enclosure;
