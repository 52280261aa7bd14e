/**
 * What a stage is. In reading order: {@link Stage}, and its four kinds: {@link Activation}; {@link
 * Noisy}, that is {@link Dropout}, {@link AlphaDropout}, {@link GaussianDropout} and {@link
 * RandomizedRelu}, with {@link Thinning} what the first two have in common; {@link Gate}; {@link
 * Pooling}. {@link StageParameter} is a named number of a stage, {@link UnitException} what is
 * wrong with one.
 */
package org.normprop.function.stage;
