/**
 * Two ways to convolve: by unrolled windows, and by Winograd's minimal filtering, which is a tenth
 * of the runtime's code for twice the speed of 3x3 kernels.
 */
package org.normprop.net.run.convolution;
