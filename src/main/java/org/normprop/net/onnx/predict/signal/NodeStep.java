package org.normprop.net.onnx.predict.signal;

import java.util.Arrays;
import java.util.List;
import org.normprop.net.onnx.operator.NodeCall;
import org.normprop.net.onnx.operator.TensorFact;
import org.normprop.net.onnx.read.Dims;
import org.normprop.net.onnx.read.OnnxNode;
import org.normprop.net.onnx.read.TensorValue;

/**
 * A node with what is foretold of its inputs.
 *
 * @param call the node with what is known of its inputs
 * @param signals an input each: null for a constant, for one left out, and for one of which nothing
 *     is foretold
 * @param outputs what is known of its outputs
 * @param level how fine to look
 * @param drawn whether weights are those of any draw, and not the file's own
 */
public record NodeStep(
    NodeCall call,
    List<TensorSignal> signals,
    List<TensorFact> outputs,
    Level level,
    boolean drawn) {

  /** Places of an image that are looked at one by one. */
  private static final int MOST_PLACES = 64 * 64;

  /** Places of an image that are looked at one by one even by channels: borders are felt there. */
  private static final int FEW_PLACES = 32 * 32;

  /** Cells of an image, and of other tensors, that are looked at one by one. */
  private static final int MOST_IMAGE = 1 << 20;

  private static final int MOST_CELLS = 1 << 17;

  /** Nothing is foretold. */
  public static final class NoRuleException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NoRuleException() {
      super(null, null, false, false);
    }
  }

  public OnnxNode node() {
    return call.node();
  }

  public String operator() {
    return call.node().operator();
  }

  /** A varying input. */
  public TensorSignal signal(int i) {
    TensorSignal signal = i < signals.size() ? signals.get(i) : null;
    if (signal == null) {
      throw new NoRuleException();
    }
    return signal;
  }

  public boolean isConstant(int i) {
    return node().hasInput(i) && call.in(i).isConstant();
  }

  /** A constant input. */
  public TensorValue constant(int i) {
    if (!isConstant(i)) {
      throw new NoRuleException();
    }
    return call.value(i);
  }

  /** An input as a signal, constants too. */
  public TensorSignal any(int i) {
    return isConstant(i) ? constantSignal(call.value(i)) : signal(i);
  }

  public static TensorSignal constantSignal(TensorValue value) {
    float[] mean = value.asReals().clone();
    return TensorSignal.normal(value.dims(), value.dims(), mean, new float[mean.length]);
  }

  /** The sizes of the first output. */
  public int[] outDims() {
    int[] dims = outputs.get(0).dims();
    if (dims == null) {
      throw new NoRuleException();
    }
    return dims;
  }

  /** Whether each element of a tensor is looked at, or those of a channel together. */
  public boolean isFull(int[] dims) {
    if (dims.length < 3) {
      return true;
    }
    int count = Dims.count(dims);
    int channels = dims.length >= 4 ? dims[1] : dims[dims.length - 1];
    if (count == dims[0] * channels) {
      return true;
    }
    if (level == Level.NUMBERS) {
      return false;
    }
    int places = Dims.count(Arrays.copyOfRange(dims, 2, dims.length));
    int most = level == Level.MAPS ? MOST_PLACES : FEW_PLACES;
    return dims.length >= 4 ? places <= most && count <= MOST_IMAGE : count <= MOST_CELLS;
  }
}
