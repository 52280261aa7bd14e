package org.normprop.moments.sample;

import org.normprop.function.stage.Pooling;

/** All windows of one kind over one input: feeds them side by side. */
final class WindowsNode extends Node {

  private final Pooling.Kind kind;
  private final double p;
  private final RunningWindow shared;
  private int largest; // cells of the largest window

  WindowsNode(Node parent, Pooling.Kind kind, double p) {
    super(parent.workspace, parent.depth, parent.slots);
    this.kind = kind;
    this.p = p;
    this.shared = new RunningWindow(kind, p);
  }

  Node of(int cells) {
    largest = Math.max(largest, cells);
    return child(cells, () -> new WindowNode(cells));
  }

  /** The copies that the windows ask for are cells already. */
  @Override
  int arity() {
    return 1;
  }

  /** The first copy of every window comes from one running window; later ones from their own. */
  @Override
  void accept(Lane in, int copy) {
    if (copy < largest) {
      shared.add(in, copy == 0, workspace.n());
    }
    push(in, copy);
  }

  private final class WindowNode extends Node {
    private final int cells;
    private final Lane out = new Lane();
    private RunningWindow own; // made when a second copy is wanted

    WindowNode(int cells) {
      super(WindowsNode.this.workspace, WindowsNode.this.depth + 1, WindowsNode.this.slots);
      this.cells = cells;
    }

    @Override
    int arity() {
      return cells;
    }

    @Override
    void accept(Lane in, int copy) {
      RunningWindow running = shared;
      int n = workspace.n();
      if (copy >= cells) {
        if (own == null) {
          own = new RunningWindow(kind, p);
        }
        own.add(in, copy % cells == 0, n);
        running = own;
      }
      if (copy % cells == cells - 1) {
        double[] y = workspace.scratch(2 * depth);
        running.read(cells, out, y, workspace.scratch(2 * depth + 1), n);
        push(out, copy / cells);
      }
    }
  }
}
