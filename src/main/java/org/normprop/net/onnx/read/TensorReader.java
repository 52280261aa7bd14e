package org.normprop.net.onnx.read;

import ai.onnx.proto.OnnxMl;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntToLongFunction;

/**
 * Reads the elements of a {@code TensorProto}: raw, in the field of its type, or in a file beside
 * the model. Takes no memory that the file does not fill, and reads no file outside the model's
 * folder.
 */
final class TensorReader {

  private final Path folder;

  TensorReader(Path folder) {
    this.folder = folder;
  }

  /** A fault of a tensor, in words that name the field. */
  static final class BadTensorException extends Exception {
    private static final long serialVersionUID = 1L;

    BadTensorException(String message) {
      super(message);
    }
  }

  static int[] dims(OnnxMl.TensorProto tensor) throws BadTensorException {
    if (tensor.getDimsCount() > 64) {
      throw new BadTensorException("dims: " + tensor.getDimsCount() + " axes, more than 64");
    }
    int[] dims = new int[tensor.getDimsCount()];
    for (int i = 0; i < dims.length; i++) {
      long dim = tensor.getDims(i);
      if (dim < 0 || dim > Dims.MOST) {
        throw new BadTensorException("dims: a size of " + dim);
      }
      dims[i] = (int) dim;
    }
    try {
      Dims.count(dims);
    } catch (IllegalArgumentException e) {
      throw new BadTensorException("dims: " + e.getMessage());
    }
    return dims;
  }

  /** The elements, or null where the type is not read. */
  TensorValue read(OnnxMl.TensorProto tensor) throws BadTensorException, IOException {
    int[] dims = dims(tensor);
    int count = Dims.count(dims);
    ElementType type = ElementType.of(tensor.getDataType());
    if (!type.isReal() && !type.isWhole()) {
      return null;
    }
    if (tensor.getDataLocation() == OnnxMl.TensorProto.DataLocation.EXTERNAL) {
      return decoded(type, dims, external(tensor, (long) count * type.bytes()));
    }
    if (tensor.hasRawData()) {
      int bytes = tensor.getRawData().size();
      if (bytes != (long) count * type.bytes()) {
        throw new BadTensorException(
            "raw_data: " + bytes + " bytes for " + Dims.text(dims) + " of " + type);
      }
      return decoded(type, dims, tensor.getRawData().asReadOnlyByteBuffer());
    }
    return switch (type) {
      case FLOAT ->
          reals(type, dims, tensor.getFloatDataCount(), "float_data", tensor::getFloatData);
      case DOUBLE ->
          reals(type, dims, tensor.getDoubleDataCount(), "double_data", tensor::getDoubleData);
      case FLOAT16 ->
          reals(
              type,
              dims,
              tensor.getInt32DataCount(),
              "int32_data",
              i -> HalfFloat.toFloat((short) tensor.getInt32Data(i)));
      case BFLOAT16 ->
          reals(
              type,
              dims,
              tensor.getInt32DataCount(),
              "int32_data",
              i -> Float.intBitsToFloat(tensor.getInt32Data(i) << 16));
      case INT64 ->
          wholes(type, dims, tensor.getInt64DataCount(), "int64_data", tensor::getInt64Data);
      case UINT32, UINT64 ->
          wholes(type, dims, tensor.getUint64DataCount(), "uint64_data", tensor::getUint64Data);
      default -> wholes(type, dims, tensor.getInt32DataCount(), "int32_data", tensor::getInt32Data);
    };
  }

  private static TensorValue reals(
      ElementType type, int[] dims, int given, String field, IntToDoubleFunction element)
      throws BadTensorException {
    check(dims, given, field);
    float[] values = new float[given];
    for (int i = 0; i < given; i++) {
      values[i] = (float) element.applyAsDouble(i);
    }
    return new TensorValue(type, dims, values, null);
  }

  private static TensorValue wholes(
      ElementType type, int[] dims, int given, String field, IntToLongFunction element)
      throws BadTensorException {
    check(dims, given, field);
    long[] values = new long[given];
    for (int i = 0; i < given; i++) {
      values[i] = element.applyAsLong(i);
    }
    return new TensorValue(type, dims, null, values);
  }

  private static void check(int[] dims, int given, String field) throws BadTensorException {
    if (given != Dims.count(dims)) {
      throw new BadTensorException(field + ": " + given + " elements for " + Dims.text(dims));
    }
  }

  private static TensorValue decoded(ElementType type, int[] dims, ByteBuffer raw) {
    ByteBuffer bytes = raw.order(ByteOrder.LITTLE_ENDIAN);
    if (type == ElementType.FLOAT) {
      return TensorValue.ofBytes(dims, bytes);
    }
    int count = Dims.count(dims);
    if (type.isReal()) {
      float[] values = new float[count];
      switch (type) {
        case DOUBLE -> fill(values, i -> (float) bytes.getDouble(8 * i));
        case FLOAT16 -> fill(values, i -> HalfFloat.toFloat(bytes.getShort(2 * i)));
        default -> fill(values, i -> Float.intBitsToFloat(bytes.getShort(2 * i) << 16));
      }
      return new TensorValue(type, dims, values, null);
    }
    long[] values = new long[count];
    for (int i = 0; i < count; i++) {
      values[i] =
          switch (type) {
            case INT64, UINT64 -> bytes.getLong(8 * i);
            case INT32 -> bytes.getInt(4 * i);
            case UINT32 -> bytes.getInt(4 * i) & 0xFFFFFFFFL;
            case INT16 -> bytes.getShort(2 * i);
            case UINT16 -> bytes.getShort(2 * i) & 0xFFFF;
            case INT8 -> bytes.get(i);
            default -> bytes.get(i) & 0xFF;
          };
    }
    return new TensorValue(type, dims, null, values);
  }

  private interface Element {
    float at(int i);
  }

  private static void fill(float[] values, Element element) {
    for (int i = 0; i < values.length; i++) {
      values[i] = element.at(i);
    }
  }

  /** The bytes that a tensor has in another file of the model's folder. */
  private ByteBuffer external(OnnxMl.TensorProto tensor, long expected)
      throws BadTensorException, IOException {
    Path file = externalFile(tensor);
    long offset = entry(tensor, "offset", 0);
    long length = entry(tensor, "length", expected);
    if (length != expected || expected > Dims.MOST) {
      throw new BadTensorException("external_data: length " + length + ", not " + expected);
    }
    long size = Files.size(file);
    if (offset > size || length > size - offset) {
      throw new BadTensorException(
          "external_data: bytes "
              + offset
              + " to "
              + (offset + length)
              + " of "
              + file.getFileName()
              + ", which has "
              + size);
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return channel.map(FileChannel.MapMode.READ_ONLY, offset, length);
    }
  }

  /** The other file, which must lie in the model's folder and be one. */
  Path externalFile(OnnxMl.TensorProto tensor) throws BadTensorException, IOException {
    String location = text(tensor.getExternalDataList(), "location");
    if (location == null || location.isBlank()) {
      throw new BadTensorException("external_data: no location");
    }
    Path file;
    try {
      file = folder.resolve(location).normalize();
    } catch (java.nio.file.InvalidPathException e) {
      throw new BadTensorException("external_data: location '" + location + "' is no file name");
    }
    if (Path.of(location).isAbsolute() || !file.startsWith(folder.normalize())) {
      throw new BadTensorException(
          "external_data: location '" + location + "' is outside the model's folder");
    }
    if (!Files.isRegularFile(file)) {
      throw new BadTensorException("external_data: there is no file " + file);
    }
    if (!file.toRealPath().startsWith(folder.toRealPath())) {
      throw new BadTensorException(
          "external_data: location '" + location + "' leads out of the model's folder");
    }
    return file;
  }

  private static long entry(OnnxMl.TensorProto tensor, String key, long otherwise)
      throws BadTensorException {
    String text = text(tensor.getExternalDataList(), key);
    if (text == null) {
      return otherwise;
    }
    try {
      long value = Long.parseLong(text);
      if (value >= 0) {
        return value;
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw new BadTensorException("external_data: " + key + " '" + text + "'");
  }

  private static String text(List<OnnxMl.StringStringEntryProto> entries, String key) {
    for (OnnxMl.StringStringEntryProto entry : entries) {
      if (entry.getKey().equals(key)) {
        return entry.getValue();
      }
    }
    return null;
  }
}
