/**
 * Activations written as formulas. {@link Formula} is the face and holds the grammar.
 *
 * <p>In reading order: text becomes a tree by {@code FormulaParser} (over {@code FormulaAtoms} and
 * {@code FormulaCalls}; {@code FormulaNames} and {@code FormulaFunctions} are what names mean,
 * {@code FormulaMistakes} what is said of a slip); {@code Term} is a node, and its kinds follow:
 * {@code Constant}, {@code Variable}, {@code Negation}, {@code Operation}, {@code Call}, {@code
 * ComparisonTerm}, {@code Choice}. A tree evaluates ({@code Batch}), finds its kinks ({@code
 * Zeros}, {@code Points}), knows how it grows ({@code Asymptotics}), and is written for others
 * ({@code FormulaWriter} in a {@link FormulaLanguage}).
 */
package org.normprop.function.formula;
