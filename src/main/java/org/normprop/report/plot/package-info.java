/**
 * Charts as values, drawn as SVG or PNG.
 *
 * <p>A {@link org.normprop.report.plot.Chart} says what is to be seen; {@code draw()} lays it out
 * as a {@link org.normprop.report.plot.Drawing}, a list of shapes; {@code Svg} and {@code Png}
 * write those. Needs nothing but the JDK: no display and no fonts of the machine.
 */
package org.normprop.report.plot;
