/**
 * What commands do with a model file: options read, inputs drawn, the model measured beside
 * predicted, and changed.
 */
package org.normprop.cli.onnx;
