/**
 * Models changed and made. In reading order: {@link Normalisation} finds factors and shifts layer
 * by layer, {@link ModelEditor} writes them into weights; {@link NetworkExport} makes a model of a
 * network of ours ({@code GraphBuilder}, {@code ActivationNodes}).
 */
package org.normprop.net.onnx.write;
