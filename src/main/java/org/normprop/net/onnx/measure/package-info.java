/** Models run: ONNX Runtime, and statistics of what it computes. */
package org.normprop.net.onnx.measure;
