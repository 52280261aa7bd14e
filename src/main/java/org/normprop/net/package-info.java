/**
 * How the constants are used: networks of normalised layers, forward and backward.
 *
 * <p>Works from tables of constants alone; sees {@code table} and {@code function}, never the
 * calculator. In reading order: {@code layer} (layers as values), {@code graph} (networks as
 * values), {@code compute} (products and threads), {@code run} (both at work), {@code loss} and
 * {@code learn} (what is made small, and how), {@code flow} (what goes through, predicted and
 * measured), {@code file} (networks in files), {@code onnx} (any model).
 */
package org.normprop.net;
