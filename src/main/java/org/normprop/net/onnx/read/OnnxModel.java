package org.normprop.net.onnx.read;

import ai.onnx.proto.OnnxMl;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
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

  private final Path file;
  private final byte[] bytes;
  private final OnnxMl.ModelProto proto;
  private final OnnxGraph graph;

  private OnnxModel(Path file, byte[] bytes, OnnxMl.ModelProto proto) throws IOException {
    this.file = file;
    this.bytes = bytes;
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
    byte[] bytes;
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      if (channel.size() > MOST_BYTES) {
        throw new BadFileException(file, "larger than 2 GB: keep the weights in external data");
      }
      if (channel.size() == 0) {
        throw new BadFileException(file, "the file is empty; an ONNX model is wanted");
      }
      bytes = Files.readAllBytes(file);
    }
    return of(file, bytes);
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
    try {
      CodedInputStream in = CodedInputStream.newInstance(bytes);
      in.enableAliasing(true);
      return new OnnxModel(file, bytes, OnnxMl.ModelProto.parseFrom(in));
    } catch (InvalidProtocolBufferException e) {
      throw new BadFileException(
          file, "no ONNX model, or a damaged one: " + String.valueOf(e.getMessage()).strip());
    }
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
    return of(file, proto.toByteArray());
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
   * The file's bytes.
   *
   * @return not to be written to
   */
  public byte[] bytes() {
    return bytes;
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
}
