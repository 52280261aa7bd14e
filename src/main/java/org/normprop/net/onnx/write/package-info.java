/**
 * Models changed and made: factors and shifts written into weights, and networks of ours as models.
 */
package org.normprop.net.onnx.write;
