/**
 * How the constants are used: networks of normalised layers, forward and backward.
 *
 * <p>Works from tables of constants alone; sees {@code table} and {@code function}, never the
 * calculator. Within: {@code compute} (products and threads), {@code layer}, {@code learn} (losses,
 * optimisers, schedules), and networks of them here.
 */
package org.normprop.net;
