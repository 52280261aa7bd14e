/** What operators do to shapes, to constants and to single numbers. */
package org.normprop.net.onnx.operator;
