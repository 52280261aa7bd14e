package org.normprop.net.onnx.read;

import java.util.Arrays;
import java.util.Optional;

/** What a tensor's elements are, by the numbers of ONNX's {@code TensorProto.DataType}. */
public enum ElementType {
  /** 32-bit floating point. */
  FLOAT(1, 4, Kind.REAL),
  /** Unsigned bytes. */
  UINT8(2, 1, Kind.WHOLE),
  /** Signed bytes. */
  INT8(3, 1, Kind.WHOLE),
  /** Unsigned 16-bit integers. */
  UINT16(4, 2, Kind.WHOLE),
  /** Signed 16-bit integers. */
  INT16(5, 2, Kind.WHOLE),
  /** Signed 32-bit integers. */
  INT32(6, 4, Kind.WHOLE),
  /** Signed 64-bit integers. */
  INT64(7, 8, Kind.WHOLE),
  /** Texts. */
  STRING(8, 0, Kind.OTHER),
  /** Truth values. */
  BOOL(9, 1, Kind.WHOLE),
  /** 16-bit floating point of IEEE 754. */
  FLOAT16(10, 2, Kind.REAL),
  /** 64-bit floating point. */
  DOUBLE(11, 8, Kind.REAL),
  /** Unsigned 32-bit integers. */
  UINT32(12, 4, Kind.WHOLE),
  /** Unsigned 64-bit integers, as far as they fit a signed one. */
  UINT64(13, 8, Kind.WHOLE),
  /** The upper half of 32-bit floating point. */
  BFLOAT16(16, 2, Kind.REAL),
  /** All others: complex, 8- and 4-bit. Known by their shapes alone. */
  OTHER(0, 0, Kind.OTHER);

  /** What values of a type can be used for. */
  private enum Kind {
    REAL,
    WHOLE,
    OTHER
  }

  private final int number;
  private final int bytes;
  private final Kind kind;

  ElementType(int number, int bytes, Kind kind) {
    this.number = number;
    this.bytes = bytes;
    this.kind = kind;
  }

  /**
   * By number.
   *
   * @param number as in a file
   * @return the type; {@link #OTHER} for one that is not read
   */
  public static ElementType of(int number) {
    Optional<ElementType> found =
        Arrays.stream(values()).filter(type -> type.number == number).findFirst();
    return found.orElse(OTHER);
  }

  /**
   * The number in a file.
   *
   * @return as ONNX numbers it
   */
  public int number() {
    return number;
  }

  /**
   * Bytes of an element.
   *
   * @return as stored; 0 where that is not known
   */
  public int bytes() {
    return bytes;
  }

  /**
   * Whether mean and std of its values mean something.
   *
   * @return whether it is floating point
   */
  public boolean isReal() {
    return kind == Kind.REAL;
  }

  /**
   * Whether it counts.
   *
   * @return whether it is an integer or a truth value
   */
  public boolean isWhole() {
    return kind == Kind.WHOLE;
  }
}
