package org.normprop.net.onnx.read;

import ai.onnx.proto.OnnxMl;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnsafeByteOperations;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.normprop.io.BadFileException;

/**
 * A model as its file has it, and the graph in it. The message is kept whole: what this program
 * does not know is written back with the rest, byte for byte. Immutable, if nobody writes to its
 * arrays.
 */
public final class OnnxModel {

  /** A message of protocol buffers cannot be longer. */
  private static final long MOST_BYTES = Integer.MAX_VALUE - 1024;

  /** Files from here on are mapped, not read. */
  private static final long LARGE = 8L << 20;

  private final Path file;
  private final OnnxMl.ModelProto proto;
  private final OnnxGraph graph;

  private OnnxModel(Path file, OnnxMl.ModelProto proto) throws IOException {
    this.file = file;
    this.proto = proto;
    this.graph = new GraphReader(file, proto).graph();
  }

  /**
   * Reads a model.
   *
   * @param file an .onnx file
   * @return the model
   * @throws IOException if it cannot be read, or holds no graph that could run; the message names
   *     node and field
   */
  public static OnnxModel read(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new BadFileException(file, "is a folder; an ONNX model is a file");
    }
    try (FileChannel channel = FileChannel.open(file)) {
      long size = channel.size();
      if (size > MOST_BYTES) {
        throw new BadFileException(file, "larger than 2 GB: keep the weights in external data");
      }
      if (size == 0) {
        throw new BadFileException(file, "the file is empty; an ONNX model is wanted");
      }
      return size < LARGE
          ? of(file, Files.readAllBytes(file))
          : parsed(
              file,
              UnsafeByteOperations.unsafeWrap(channel.map(FileChannel.MapMode.READ_ONLY, 0, size))
                  .newCodedInput());
    }
  }

  /**
   * Reads a model from memory.
   *
   * @param file where it would lie, for messages and external data
   * @param bytes the file's bytes
   * @return the model
   * @throws IOException if it holds no graph that could run
   */
  public static OnnxModel of(Path file, byte[] bytes) throws IOException {
    return parsed(file, CodedInputStream.newInstance(bytes));
  }

  /** The message's byte strings are views of what it was read from. */
  private static OnnxModel parsed(Path file, CodedInputStream in) throws IOException {
    in.enableAliasing(true);
    OnnxMl.ModelProto proto;
    try {
      proto = OnnxMl.ModelProto.parseFrom(in);
    } catch (InvalidProtocolBufferException e) {
      throw new BadFileException(
          file, "no ONNX model, or a damaged one: " + String.valueOf(e.getMessage()).strip());
    }
    return new OnnxModel(file, proto);
  }

  /**
   * A changed model.
   *
   * @param file where it would lie, for messages and external data
   * @param proto the message
   * @return the model
   * @throws IOException if it holds no graph that could run
   */
  public static OnnxModel of(Path file, OnnxMl.ModelProto proto) throws IOException {
    return new OnnxModel(file, proto);
  }

  /**
   * The file.
   *
   * @return where it lies
   */
  public Path file() {
    return file;
  }

  /**
   * The message.
   *
   * @return as parsed
   */
  public OnnxMl.ModelProto proto() {
    return proto;
  }

  /**
   * The graph.
   *
   * @return checked
   */
  public OnnxGraph graph() {
    return graph;
  }

  /**
   * Writes the file; a model that was read and not changed, byte for byte.
   *
   * @param out where to
   * @throws IOException if it cannot be written
   */
  public void writeTo(OutputStream out) throws IOException {
    proto.writeTo(out);
  }

  /**
   * The size of the file.
   *
   * @return in bytes
   */
  public int size() {
    return proto.getSerializedSize();
  }
}
