/** Which arrays hold which tensors of a network, and for how long. */
package org.normprop.net.run.memory;
