/** Tensors in files, in the format safetensors that PyTorch, JAX and others read and write. */
package org.normprop.net.file;
