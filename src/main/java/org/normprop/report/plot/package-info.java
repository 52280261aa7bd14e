/**
 * Charts as values, drawn as SVG or PNG, the same bytes on every machine.
 *
 * <p>In reading order: {@link Chart} says what is to be seen, with {@link Axis} and {@link Mark}s
 * of {@link Point}s; {@code draw()} lays it out ({@code Frame}, {@code Scale}, {@code Ticks},
 * {@code Legend}, {@code Glyphs}) as a {@link Drawing}, a list of shapes; {@code Svg} and {@code
 * Raster} write those, and {@link PictureFile} chooses by a name. Needs nothing but the JDK: no
 * display and no fonts of the machine.
 */
package org.normprop.report.plot;
