/**
 * How others write what units and formulas are made of: the table of an activation's names and
 * parameters elsewhere ({@link ForeignNames}), the text of a call such as {@code nn.LeakyReLU(0.2)}
 * ({@link ForeignCall}) and of calls within calls ({@link NestedCalls}), and what a stage so
 * written is here ({@link ForeignStage}, {@link ForeignPooling}), or why it is none ({@link
 * NoUnit}).
 */
package org.normprop.function.spelling;
