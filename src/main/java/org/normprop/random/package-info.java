/**
 * Random numbers that are fixed by what they are for: {@link Mix} makes a number of a name, and of
 * seed, step and place; {@link NormalStream} and {@link Scramble} draw from there. No generator
 * with a state is ever saved.
 *
 * <p>Sees nothing of the project.
 */
package org.normprop.random;
