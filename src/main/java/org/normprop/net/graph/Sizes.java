package org.normprop.net.graph;

import java.util.List;
import org.normprop.function.stage.Dropout;
import org.normprop.function.stage.Pooling;
import org.normprop.net.layer.Borders;
import org.normprop.net.layer.CellConstants;
import org.normprop.net.layer.Join;
import org.normprop.net.layer.Layer;
import org.normprop.net.layer.Nonlinearity;
import org.normprop.net.layer.Scheme;
import org.normprop.net.layer.Shape;
import org.normprop.net.layer.WeightLayer;
import org.normprop.net.layer.Window;

/** Infers shapes, and counts weights on the way. */
final class Sizes implements Fold<Shape> {

  /** Shapes do not depend on what the notation leaves open. */
  private static final Entry.Parts BARE =
      new Entry.Parts() {
        @Override
        public Scheme scheme() {
          return new Scheme.Plain(false);
        }

        @Override
        public Nonlinearity nonlinearity(boolean isLinear) {
          return new Nonlinearity.Linear();
        }

        @Override
        public Borders borders() {
          return Borders.PLAIN;
        }

        @Override
        public CellConstants windows(Pooling.Kind kind, Window window, Shape input) {
          return CellConstants.NONE;
        }

        @Override
        public Layer drop(double keep, boolean alpha) {
          return new Layer.Drop(new Dropout(keep, Dropout.Scaling.NONE), 1);
        }
      };

  private final Architecture architecture;
  private double weights;

  Sizes(Architecture architecture) {
    this.architecture = architecture;
  }

  double weights() {
    return weights;
  }

  @Override
  public Shape leaf(Entry.Leaf leaf, Shape in, String path, boolean isLast) {
    Layer layer = leaf.maker().layer(in, BARE);
    if (layer instanceof WeightLayer weighted) {
      double count = 1;
      for (int side : weighted.weights(in)) {
        count *= side;
      }
      weights += count;
    }
    return layer.output(in);
  }

  @Override
  public Shape residual(Entry.Residual residual, Shape shortcut, Shape body, String path) {
    return new Join.Sum(1, 1).output(List.of(shortcut, body));
  }

  @Override
  public Shape branches(Entry.Branches branches, List<Shape> outputs, String path) {
    return new Join.Concat().output(outputs);
  }

  @Override
  public ArchitectureException wrong(Entry entry, Shape in, IllegalArgumentException fault) {
    return architecture.wrong(entry, in, fault.getMessage());
  }
}
