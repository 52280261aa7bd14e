package org.normprop.moments;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.normprop.function.Activation;
import org.normprop.function.Gate;
import org.normprop.function.Noisy;
import org.normprop.function.Pooling;
import org.normprop.function.Stage;
import org.normprop.function.Unit;
import org.normprop.table.Input;

/**
 * All units of a run as one tree whose branches are the stages they begin with in common.
 *
 * <p>Copies of the input (planes of normals) are pushed in at the root, one after the other; every
 * node transforms a copy and pushes it on. So a plane is filled once for all units, relu of it is
 * computed once for {@code relu} and {@code relu,max:3x3}, and the running maximum of planes 0 to 8
 * is the 3x3 window on its way to the 7x7 one. Owns the buffers of one thread; not thread-safe.
 */
final class SampleTree {

  private static final int SIZE = NormalMatrix.CHUNK;

  private final NormalMatrix matrix;
  private final Input input;
  private final Node root;
  private final List<UnitTally> tallies = new ArrayList<>();
  private final List<double[]> scratch = new ArrayList<>();
  private final Map<NormalMatrix.Kind, List<Noise>> noises = new HashMap<>();
  private final double[] common = new double[SIZE];
  private final double[] normals = new double[SIZE];
  private final double[] inputs = new double[SIZE];

  private long chunk;
  private int n;

  /** A plane of noise and the copy it belongs to. */
  private static final class Noise {
    private final double[] plane = new double[SIZE];
    private long chunk = -1;
    private int copy = -1;
  }

  SampleTree(List<Unit> units, Input input, NormalMatrix matrix) {
    this.matrix = matrix;
    this.input = input;
    this.root = new Root();
    for (Unit unit : units) {
      Node node = root;
      for (Stage stage : unit.stages()) {
        node = node.child(stage);
      }
      UnitTally tally = new UnitTally();
      tallies.add(tally);
      node.tallies.add(tally);
    }
    root.demand();
  }

  /** Pushes one chunk through and adds it to the tallies. */
  void add(long chunkIndex, int samples) {
    chunk = chunkIndex;
    n = samples;
    if (input.rho() > 0) {
      matrix.fill(NormalMatrix.Kind.COMMON, 0, chunk, 0, common, n);
    }
    Lane lane = new Lane();
    for (int copy = 0; copy < root.copies; copy++) {
      matrix.fill(NormalMatrix.Kind.INPUT, 0, chunk, copy, normals, n);
      lane.setInput(inputs(normals));
      root.push(lane, copy);
    }
  }

  /** mean + std (sqrt(rho) u + sqrt(1 - rho) z). */
  private double[] inputs(double[] z) {
    if (input.equals(Input.STANDARD)) {
      return z;
    }
    double shared = input.std() * Math.sqrt(input.rho());
    double own = input.std() * Math.sqrt(1 - input.rho());
    double mean = input.mean();
    for (int i = 0; i < n; i++) {
      inputs[i] = mean + (shared * common[i] + own * z[i]);
    }
    return inputs;
  }

  /** What the chunks since the last call gave, in the order of the units. */
  List<UnitTally> takeTallies() {
    return tallies.stream().map(UnitTally::take).toList();
  }

  private double[] scratch(int index) {
    while (scratch.size() <= index) {
      scratch.add(new double[SIZE]);
    }
    return scratch.get(index);
  }

  private double[] noise(Noisy.Noise kind, int slot, int copy) {
    NormalMatrix.Kind plane =
        kind == Noisy.Noise.UNIFORM ? NormalMatrix.Kind.UNIFORM : NormalMatrix.Kind.NOISE;
    List<Noise> ofKind = noises.computeIfAbsent(plane, k -> new ArrayList<>());
    while (ofKind.size() <= slot) {
      ofKind.add(new Noise());
    }
    Noise noise = ofKind.get(slot);
    if (noise.chunk != chunk || noise.copy != copy) {
      matrix.fill(plane, slot, chunk, copy, noise.plane, n);
      noise.chunk = chunk;
      noise.copy = copy;
    }
    return noise.plane;
  }

  /** A stage, behind the stages on its path from the root. */
  private abstract class Node {
    final int depth;
    final int slots; // random stages up to and including this one
    final List<Node> children = new ArrayList<>();
    final List<UnitTally> tallies = new ArrayList<>();
    private final Map<Object, Node> index = new HashMap<>();
    int copies; // how many copies of its output are wanted

    Node(int depth, int slots) {
      this.depth = depth;
      this.slots = slots;
    }

    /** Takes the next copy of what stands before. */
    abstract void accept(Lane in, int copy);

    /** How many copies of what stands before are needed for {@link #copies} of this. */
    abstract int needed();

    /** The child for a stage, made if there is none yet. */
    Node child(Stage stage) {
      if (stage instanceof Pooling pooling) {
        Object family = List.of(pooling.kind(), pooling.p());
        Windows windows =
            (Windows) child(family, () -> new Windows(this, pooling.kind(), pooling.p()));
        return windows.of(pooling.cells());
      }
      return child(stage, () -> make(stage));
    }

    Node child(Object key, java.util.function.Supplier<Node> make) {
      return index.computeIfAbsent(
          key,
          k -> {
            Node node = make.get();
            children.add(node);
            return node;
          });
    }

    private Node make(Stage stage) {
      if (stage instanceof Activation activation) {
        return new Applied(this, activation);
      }
      if (stage instanceof Noisy noisy) {
        return new Randomised(this, noisy);
      }
      return new Gated(this, (Gate) stage);
    }

    int demand() {
      copies = tallies.isEmpty() ? 0 : 1;
      for (Node child : children) {
        copies = Math.max(copies, child.demand());
      }
      return needed();
    }

    /** Hands a copy of this node's output to whoever wants it. */
    void push(Lane out, int copy) {
      if (copy == 0) {
        for (UnitTally tally : tallies) {
          tally.add(out, n);
        }
      }
      for (Node child : children) {
        if (copy < child.needed()) {
          child.accept(out, copy);
        }
      }
    }
  }

  private final class Root extends Node {
    Root() {
      super(0, 0);
    }

    @Override
    void accept(Lane in, int copy) {
      push(in, copy);
    }

    @Override
    int needed() {
      return copies;
    }
  }

  /** An activation. Writes to the scratch arrays of its depth, which its siblings share. */
  private final class Applied extends Node {
    private final Activation activation;
    private final Lane out = new Lane();

    Applied(Node parent, Activation activation) {
      super(parent.depth + 1, parent.slots);
      this.activation = activation;
    }

    @Override
    int needed() {
      return copies;
    }

    @Override
    void accept(Lane in, int copy) {
      double[] y = scratch(2 * depth);
      double[] dy = scratch(2 * depth + 1);
      activation.evaluate(in.y, y, dy, n);
      out.apply(in, y, dy, n);
      push(out, copy);
    }
  }

  /** Dropout and its relatives. */
  private final class Randomised extends Node {
    private final Noisy noisy;
    private final Lane out = new Lane();

    Randomised(Node parent, Noisy noisy) {
      super(parent.depth + 1, parent.slots + 1);
      this.noisy = noisy;
    }

    @Override
    int needed() {
      return copies;
    }

    @Override
    void accept(Lane in, int copy) {
      double[] y = scratch(2 * depth);
      double[] dy = scratch(2 * depth + 1);
      noisy.evaluate(in.y, noise(noisy.noise(), slots - 1, copy), y, dy, n);
      out.apply(in, y, dy, n);
      push(out, copy);
    }
  }

  /** (a, b) -> a f(b), a the even copies and b the odd ones. */
  private final class Gated extends Node {
    private final Gate gate;
    private final double[] a = new double[SIZE];
    private final double[] squaredA = new double[SIZE];
    private final Lane out = new Lane();

    Gated(Node parent, Gate gate) {
      super(parent.depth + 1, parent.slots);
      this.gate = gate;
    }

    @Override
    int needed() {
      return 2 * copies;
    }

    @Override
    void accept(Lane in, int copy) {
      if (copy % 2 == 0) {
        System.arraycopy(in.y, 0, a, 0, n);
        in.squaredGradient(squaredA, n);
        return;
      }
      double[] y = scratch(2 * depth);
      double[] dy = scratch(2 * depth + 1);
      double[] squaredB = squaredA;
      gate.activation().evaluate(in.y, y, dy, n);
      for (int i = 0; i < n; i++) {
        squaredB[i] = y[i] * y[i] * squaredA[i];
      }
      // |grad|^2 = f(b)^2 |grad a|^2 + (a f'(b))^2 |grad b|^2
      double[] gradB = scratch(2 * depth + 2);
      in.squaredGradient(gradB, n);
      for (int i = 0; i < n; i++) {
        double slope = a[i] * dy[i];
        dy[i] = squaredB[i] + slope * slope * gradB[i];
        y[i] = a[i] * y[i];
      }
      out.set(y, Lane.Gradient.SQUARED, dy);
      push(out, copy / 2);
    }
  }

  /** All windows of one kind over one input: feeds them side by side. */
  private final class Windows extends Node {
    private final Pooling.Kind kind;
    private final double p;
    private final RunningWindow shared;

    Windows(Node parent, Pooling.Kind kind, double p) {
      super(parent.depth, parent.slots);
      this.kind = kind;
      this.p = p;
      this.shared = new RunningWindow(kind, p);
    }

    Node of(int cells) {
      return child(cells, () -> new Window(this, cells));
    }

    @Override
    int needed() {
      int most = 0;
      for (Node child : children) {
        most = Math.max(most, child.needed());
      }
      return most;
    }

    /** The first copy of every window comes from one running window; later ones from their own. */
    @Override
    void accept(Lane in, int copy) {
      int largest = 0;
      for (Node child : children) {
        largest = Math.max(largest, ((Window) child).cells);
      }
      if (copy < largest) {
        shared.add(in, copy == 0, n);
      }
      for (Node child : children) {
        Window window = (Window) child;
        if (copy < window.needed()) {
          window.accept(in, copy);
        }
      }
    }

    private final class Window extends Node {
      private final int cells;
      private RunningWindow own; // made when a second copy is wanted
      private final Lane out = new Lane();

      Window(Node parent, int cells) {
        super(parent.depth + 1, parent.slots);
        this.cells = cells;
      }

      @Override
      int needed() {
        return cells * copies;
      }

      @Override
      void accept(Lane in, int copy) {
        RunningWindow running = shared;
        if (copy >= cells) {
          if (own == null) {
            own = new RunningWindow(kind, p);
          }
          own.add(in, copy % cells == 0, n);
          running = own;
        }
        if (copy % cells == cells - 1) {
          running.read(cells, out, scratch(2 * depth), scratch(2 * depth + 1), n);
          push(out, copy / cells);
        }
      }
    }
  }
}
