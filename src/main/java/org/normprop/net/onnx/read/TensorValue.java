package org.normprop.net.onnx.read;

import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A tensor whose elements are known: weights, or numbers that describe shapes. Real elements are
 * held as float32, whole ones as 64-bit integers, row-major. Those of a file's weights are decoded
 * when they are first asked for. The arrays are shared, not copied: do not write to them.
 *
 * <p>Immutable, if nobody writes to its arrays; threads may share it.
 */
public final class TensorValue {

  /** Elements, which several tensors of other shapes may share. */
  private static final class Elements {
    private final int count;
    private final boolean isReal;
    private final ByteBuffer raw;
    private final float[] reals;
    private final long[] wholes;

    /** What the bytes were decoded to, as long as somebody has a use for it. */
    private volatile WeakReference<float[]> decoded = new WeakReference<>(null);

    Elements(float[] reals, long[] wholes) {
      this.isReal = reals != null;
      this.count = isReal ? reals.length : wholes.length;
      this.reals = reals;
      this.wholes = wholes;
      this.raw = null;
    }

    /** float32, little-endian. */
    Elements(ByteBuffer raw) {
      this.isReal = true;
      this.count = raw.remaining() / Float.BYTES;
      this.raw = raw.duplicate().order(ByteOrder.LITTLE_ENDIAN);
      this.reals = null;
      this.wholes = null;
    }

    double at(int i) {
      if (!isReal) {
        return wholes[i];
      }
      return raw == null ? reals[i] : raw.getFloat(raw.position() + Float.BYTES * i);
    }

    void copy(int from, float[] into, int n) {
      if (!isReal) {
        throw new IllegalArgumentException("whole elements where real ones are wanted");
      }
      if (raw == null) {
        System.arraycopy(reals, from, into, 0, n);
      } else {
        raw.duplicate().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(from, into, 0, n);
      }
    }

    float[] reals() {
      if (raw == null) {
        return reals;
      }
      float[] known = decoded.get();
      if (known == null) {
        known = new float[count];
        raw.duplicate().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(known);
        decoded = new WeakReference<>(known);
      }
      return known;
    }
  }

  private final ElementType type;
  private final int[] dims;
  private final Elements elements;

  private TensorValue(ElementType type, int[] dims, Elements elements) {
    if (elements.count != Dims.count(dims)) {
      throw new IllegalArgumentException(
          elements.count + " elements in a tensor of shape " + Dims.text(dims));
    }
    this.type = type;
    this.dims = dims;
    this.elements = elements;
  }

  /**
   * Elements of any type.
   *
   * @param type what the elements were stored as
   * @param dims the sizes; none for a scalar
   * @param reals the elements of a real type, else null
   * @param wholes the elements of a whole type, else null
   */
  public TensorValue(ElementType type, int[] dims, float[] reals, long[] wholes) {
    this(type, dims, new Elements(reals, wholes));
  }

  /** float32 as a file has it. */
  static TensorValue ofBytes(int[] dims, ByteBuffer littleEndian) {
    return new TensorValue(ElementType.FLOAT, dims, new Elements(littleEndian));
  }

  /**
   * Real numbers.
   *
   * @param dims the sizes
   * @param values row-major
   * @return as float32
   */
  public static TensorValue of(int[] dims, float[] values) {
    return new TensorValue(ElementType.FLOAT, dims, values, null);
  }

  /**
   * Whole numbers.
   *
   * @param dims the sizes
   * @param values row-major
   * @return as 64-bit integers
   */
  public static TensorValue of(int[] dims, long[] values) {
    return new TensorValue(ElementType.INT64, dims, null, values);
  }

  /**
   * What the elements were stored as.
   *
   * @return the type
   */
  public ElementType type() {
    return type;
  }

  /**
   * The sizes.
   *
   * @return none for a scalar
   */
  public int[] dims() {
    return dims;
  }

  /**
   * The elements of a real type.
   *
   * @return row-major; null for a whole type
   */
  public float[] reals() {
    return elements.reals();
  }

  /**
   * The elements of a whole type.
   *
   * @return row-major; null for a real type
   */
  public long[] wholes() {
    return elements.wholes;
  }

  /**
   * Whether another tensor is a view of the same elements.
   *
   * @param other any tensor
   * @return whether they take no memory of their own
   */
  public boolean isViewOf(TensorValue other) {
    return elements == other.elements
        || (elements.isReal
            ? elements.reals != null && elements.reals == other.elements.reals
            : elements.wholes == other.elements.wholes);
  }

  /**
   * How many elements.
   *
   * @return the product of the sizes
   */
  public int size() {
    return elements.count;
  }

  /**
   * An element, whatever its type.
   *
   * @param i its place, row-major
   * @return as a double
   */
  public double at(int i) {
    return elements.at(i);
  }

  /**
   * Some elements of a real type, without a copy of all of them.
   *
   * @param from the first, row-major
   * @param into receives them, from its start on
   * @param count how many
   */
  public void copy(int from, float[] into, int count) {
    elements.copy(from, into, count);
  }

  /**
   * The elements as real numbers.
   *
   * @return the array itself where they are real, else a new one
   */
  public float[] asReals() {
    if (elements.isReal) {
      return reals();
    }
    long[] wholes = wholes();
    float[] converted = new float[wholes.length];
    for (int i = 0; i < converted.length; i++) {
      converted[i] = wholes[i];
    }
    return converted;
  }

  /**
   * The elements as whole numbers, cut towards zero.
   *
   * @return the array itself where they are whole, else a new one
   */
  public long[] asWholes() {
    if (!elements.isReal) {
      return wholes();
    }
    float[] reals = reals();
    long[] converted = new long[reals.length];
    for (int i = 0; i < converted.length; i++) {
      converted[i] = (long) reals[i];
    }
    return converted;
  }

  /**
   * The same elements in another shape.
   *
   * @param shape as many elements
   * @return a view
   */
  public TensorValue reshaped(int[] shape) {
    return new TensorValue(type, shape, elements);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TensorValue that
        && type == that.type
        && Arrays.equals(dims, that.dims)
        && Arrays.equals(reals(), that.reals())
        && Arrays.equals(wholes(), that.wholes());
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(dims) * 31 + type.hashCode();
  }

  @Override
  public String toString() {
    return type + " " + Dims.text(dims);
  }
}
