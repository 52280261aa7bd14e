/**
 * Activations written as formulas. {@link Formula} is the face and holds the grammar; a parsed
 * formula is a {@link Term} tree, which evaluates, differentiates and finds its kinks ({@link
 * Zeros}).
 */
package org.normprop.function.formula;
