/**
 * What a stage is: an activation, something noisy (dropout and relatives), a gate, a pooling
 * window. Start at {@link Stage}.
 */
package org.normprop.function.stage;
