package org.normprop.net.onnx.measure;

import ai.onnxruntime.OnnxJavaType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.normprop.net.onnx.read.ElementType;
import org.normprop.net.onnx.read.HalfFloat;

/** Elements as the bytes that the runtime reads and writes. */
final class TensorBytes {

  private TensorBytes() {}

  /** Whether the runtime's interface takes tensors of a type. */
  static boolean isTaken(ElementType type) {
    return type.bytes() > 0
        && switch (type) {
          case UINT16, UINT32, UINT64 -> false;
          default -> true;
        };
  }

  /** The runtime's own name of a type. */
  static OnnxJavaType javaType(ElementType type) {
    return switch (type) {
      case FLOAT -> OnnxJavaType.FLOAT;
      case DOUBLE -> OnnxJavaType.DOUBLE;
      case FLOAT16 -> OnnxJavaType.FLOAT16;
      case BFLOAT16 -> OnnxJavaType.BFLOAT16;
      case INT8 -> OnnxJavaType.INT8;
      case UINT8 -> OnnxJavaType.UINT8;
      case INT16 -> OnnxJavaType.INT16;
      case INT32 -> OnnxJavaType.INT32;
      case INT64 -> OnnxJavaType.INT64;
      case BOOL -> OnnxJavaType.BOOL;
      default -> throw new IllegalArgumentException("tensors of " + type + " are not supported");
    };
  }

  /** Ours for the runtime's own name of a type. */
  static ElementType type(OnnxJavaType type) {
    for (ElementType ours : ElementType.values()) {
      if (ours.name().equals(type.name())) {
        return ours;
      }
    }
    return ElementType.OTHER;
  }

  /** Room for elements. */
  static ByteBuffer room(ElementType type, int count) {
    return ByteBuffer.allocateDirect(Math.multiplyExact(Math.max(1, count), type.bytes()))
        .order(ByteOrder.nativeOrder());
  }

  /** Numbers in a type, whole ones rounded. */
  static ByteBuffer of(ElementType type, double[] values) {
    ByteBuffer bytes = room(type, values.length);
    for (double value : values) {
      switch (type) {
        case FLOAT -> bytes.putFloat((float) value);
        case DOUBLE -> bytes.putDouble(value);
        case FLOAT16 -> bytes.putShort(HalfFloat.fromFloat((float) value));
        case BFLOAT16 ->
            bytes.putShort((short) (Float.floatToIntBits((float) value) + 0x8000 >>> 16));
        case INT64 -> bytes.putLong(Math.round(value));
        case INT32 -> bytes.putInt((int) Math.round(value));
        case INT16 -> bytes.putShort((short) Math.round(value));
        case BOOL -> bytes.put((byte) (value == 0 ? 0 : 1));
        default -> bytes.put((byte) Math.round(value));
      }
    }
    return bytes.flip();
  }

  /** Elements of a real type from one place on, as float32. */
  static void get(ElementType type, ByteBuffer bytes, int from, float[] into, int count) {
    ByteBuffer view = bytes.duplicate().order(ByteOrder.nativeOrder());
    switch (type) {
      case FLOAT ->
          view.position(4 * from).slice().order(view.order()).asFloatBuffer().get(into, 0, count);
      case DOUBLE -> {
        for (int i = 0; i < count; i++) {
          into[i] = (float) view.getDouble(8 * (from + i));
        }
      }
      case FLOAT16 -> {
        for (int i = 0; i < count; i++) {
          into[i] = HalfFloat.toFloat(view.getShort(2 * (from + i)));
        }
      }
      default -> {
        for (int i = 0; i < count; i++) {
          into[i] = Float.intBitsToFloat(view.getShort(2 * (from + i)) << 16);
        }
      }
    }
  }
}
