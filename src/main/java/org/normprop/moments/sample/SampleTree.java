package org.normprop.moments.sample;

import java.util.List;
import org.normprop.function.Unit;
import org.normprop.function.stage.Stage;
import org.normprop.moments.sample.planes.Planes;
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

  private final InputSource source;
  private final SampleScratch workspace;
  private final Node root;
  private final double[] common = new double[Planes.CHUNK];
  private final double[] normals = new double[Planes.CHUNK];
  private final double[] inputs = new double[Planes.CHUNK];

  /**
   * Plants a tree.
   *
   * @param units the units
   * @param input what goes into them
   * @param planes where random numbers come from
   * @param tallies what takes the output of each unit
   */
  SampleTree(List<Unit> units, Input input, Planes planes, List<? extends Lane.Tally> tallies) {
    this.source = InputSource.of(input);
    this.workspace = new SampleScratch(planes);
    this.root = new Root(workspace);
    for (int i = 0; i < units.size(); i++) {
      Node node = root;
      for (Stage stage : units.get(i).stages()) {
        node = node.child(stage);
      }
      node.addTally(tallies.get(i));
    }
    root.demand();
  }

  /** Pushes one chunk through and adds it to the tallies. */
  void add(long chunk, int samples) {
    workspace.begin(chunk, samples);
    if (source.hasCommonPart()) {
      workspace.fill(Planes.Kind.COMMON, 0, common);
    }
    Lane lane = new Lane();
    for (int copy = 0; copy < root.copies(); copy++) {
      workspace.fill(Planes.Kind.INPUT, copy, normals);
      lane.setInput(source.of(copy, normals, common, inputs, samples));
      root.accept(lane, copy);
    }
  }

  /** The input itself. */
  private static final class Root extends Node {
    Root(SampleScratch workspace) {
      super(workspace, 0, 0);
    }

    @Override
    int arity() {
      return 1;
    }

    @Override
    void accept(Lane in, int copy) {
      push(in, copy);
    }
  }
}
