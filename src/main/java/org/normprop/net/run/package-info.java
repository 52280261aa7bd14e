/**
 * Layers and networks at work: buffers, forward beside backward. {@link Network} runs what {@link
 * Binder} made of layers.
 */
package org.normprop.net.run;
