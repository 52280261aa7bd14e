/** Models as their files have them: messages of protocol buffers, read with bounds. */
package org.normprop.net.onnx.read;
