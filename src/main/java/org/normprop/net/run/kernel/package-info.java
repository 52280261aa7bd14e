/** Nonlinearities at work on stretches of arrays, forward beside backward. */
package org.normprop.net.run.kernel;
