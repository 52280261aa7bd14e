package org.normprop.net.onnx.measure;

import org.normprop.net.onnx.read.Dims;
import org.normprop.net.onnx.read.ElementType;

/** A tensor to look at; its sizes and type are found by the first run. */
final class MeasureTarget {
  final String name;
  final String operator;
  final int node;
  ElementType type;
  int[] dims;
  float pivot;
  float spread;
  TensorTally tally;

  MeasureTarget(String name, String operator, int node) {
    this.name = name;
    this.operator = operator;
    this.node = node;
  }

  long bytes() {
    return (long) Dims.count(dims) * type.bytes();
  }
}
