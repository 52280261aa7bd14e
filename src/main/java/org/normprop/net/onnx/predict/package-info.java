/** Models foretold: mean and variance of every tensor, from the weights alone. */
package org.normprop.net.onnx.predict;
