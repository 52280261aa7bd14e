package org.normprop.moments.sample;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.normprop.function.stage.Activation;
import org.normprop.function.stage.Gate;
import org.normprop.function.stage.Noisy;
import org.normprop.function.stage.Pooling;
import org.normprop.function.stage.Stage;

/** A stage in a {@link SampleTree}, behind the stages on its path from the root. */
abstract class Node {

  final SampleScratch workspace;
  final int depth;
  final int slots; // random stages up to and including this one
  final List<Node> children = new ArrayList<>();
  private final List<Lane.Tally> tallies = new ArrayList<>();
  private final Map<Object, Node> index = new HashMap<>();
  private int copies; // how many copies of its output are wanted

  Node(SampleScratch workspace, int depth, int slots) {
    this.workspace = workspace;
    this.depth = depth;
    this.slots = slots;
  }

  /** Takes the next copy of what stands before. */
  abstract void accept(Lane in, int copy);

  /** How many copies of what stands before go into one of this. */
  abstract int arity();

  /** How many copies of what stands before are needed. */
  int needed() {
    return arity() * copies;
  }

  int copies() {
    return copies;
  }

  void addTally(Lane.Tally tally) {
    tallies.add(tally);
  }

  /** The child for a stage, made if there is none yet. */
  Node child(Stage stage) {
    if (stage instanceof Pooling pooling) {
      Object family = List.of(pooling.kind(), pooling.p());
      Node windows = child(family, () -> new WindowsNode(this, pooling.kind(), pooling.p()));
      return ((WindowsNode) windows).of(pooling.cells());
    }
    return child(stage, () -> make(stage));
  }

  Node child(Object key, Supplier<Node> make) {
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
      return new ActivationNode(this, activation);
    }
    if (stage instanceof Noisy noisy) {
      return new NoisyNode(this, noisy);
    }
    return new GateNode(this, (Gate) stage);
  }

  /** Finds out how many copies of everything are wanted below. */
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
      for (Lane.Tally tally : tallies) {
        tally.add(out, workspace.n());
      }
    }
    for (Node child : children) {
      if (copy < child.needed()) {
        child.accept(out, copy);
      }
    }
  }
}
