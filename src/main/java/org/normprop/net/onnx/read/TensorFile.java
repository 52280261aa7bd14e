package org.normprop.net.onnx.read;

import ai.onnx.proto.OnnxMl;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.normprop.io.BadFileException;

/** A tensor in a file of its own, as the tests of the ONNX standard have them. */
public final class TensorFile {

  private TensorFile() {}

  /**
   * Reads a tensor.
   *
   * @param file a .pb file with a {@code TensorProto}
   * @return its value
   * @throws IOException if it cannot be read or holds no tensor whose elements are read
   */
  public static TensorValue read(Path file) throws IOException {
    try {
      OnnxMl.TensorProto tensor = OnnxMl.TensorProto.parseFrom(Files.readAllBytes(file));
      TensorValue value = new TensorReader(file.toAbsolutePath().getParent()).read(tensor);
      if (value == null) {
        throw new BadFileException(file, "elements of type " + tensor.getDataType());
      }
      return value;
    } catch (InvalidProtocolBufferException | TensorReader.BadTensorException e) {
      throw new BadFileException(file, "no tensor: " + e.getMessage());
    }
  }
}
