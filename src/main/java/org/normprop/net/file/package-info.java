/**
 * Networks in files, in the format safetensors that PyTorch, JAX and others read and write. In
 * reading order: {@link Safetensors} (tensors and texts, {@code SafetensorsReader} with bounds),
 * {@link NetworkDescription} (all that makes a network but its weights), {@link NetworkFile} (both
 * together).
 */
package org.normprop.net.file;
