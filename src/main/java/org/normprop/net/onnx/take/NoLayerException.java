package org.normprop.net.onnx.take;

import org.normprop.net.onnx.read.OnnxNode;

/** A node that no layer of ours is. */
final class NoLayerException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  NoLayerException(OnnxNode node, String why) {
    super(node.where() + ": " + why, null, false, false);
  }
}
