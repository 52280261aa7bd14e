/**
 * Models as their files have them: messages of protocol buffers, read with bounds. In reading
 * order: {@link OnnxModel} is a file, {@link OnnxGraph} its graph of {@link OnnxNode}s, {@link
 * OnnxInput} what it wants; {@link TensorValue} elements that are known, of an {@link ElementType};
 * {@code GraphReader} and {@code TensorReader} check.
 */
package org.normprop.net.onnx.read;
