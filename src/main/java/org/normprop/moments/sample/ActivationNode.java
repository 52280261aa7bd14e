package org.normprop.moments.sample;

import org.normprop.function.stage.Activation;

/** An activation. Writes to the scratch arrays of its depth, which its siblings share. */
final class ActivationNode extends Node {

  /**
   * The virtual machine compiles a method fully when it was called some hundred times; with whole
   * chunks that would be millions of samples in code that is not compiled yet.
   */
  private static final int PIECE = 32;

  /** So many chunks of 4,096 go through in pieces, 1,024 calls. */
  private static final int CHUNKS_IN_PIECES = 8;

  private final Activation activation;
  private final Lane out = new Lane();
  private int chunksInPieces;

  ActivationNode(Node parent, Activation activation) {
    super(parent.workspace, parent.depth + 1, parent.slots);
    this.activation = activation;
  }

  @Override
  int arity() {
    return 1;
  }

  @Override
  void accept(Lane in, int copy) {
    double[] y = workspace.scratch(2 * depth);
    double[] dy = workspace.scratch(2 * depth + 1);
    if (chunksInPieces < CHUNKS_IN_PIECES) {
      chunksInPieces++;
      evaluateInPieces(in.y, y, dy, workspace.n());
    } else {
      activation.evaluate(in.y, y, dy, workspace.n());
    }
    out.apply(in, y, dy, workspace.n());
    push(out, copy);
  }

  /** The same bits: values do not depend on their neighbours. */
  private void evaluateInPieces(double[] x, double[] y, double[] dy, int n) {
    double[] pieceX = new double[PIECE];
    double[] pieceY = new double[PIECE];
    double[] pieceDy = new double[PIECE];
    for (int at = 0; at < n; at += PIECE) {
      int length = Math.min(PIECE, n - at);
      System.arraycopy(x, at, pieceX, 0, length);
      activation.evaluate(pieceX, pieceY, pieceDy, length);
      System.arraycopy(pieceY, 0, y, at, length);
      System.arraycopy(pieceDy, 0, dy, at, length);
    }
  }
}
