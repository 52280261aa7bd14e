package org.normprop.net.file;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.normprop.io.AtomicFile;
import org.normprop.io.BadFileException;
import org.normprop.net.compute.Tensor;

/**
 * Named float32 tensors and a map of texts, as a safetensors file holds them: the length of the
 * header as 8 bytes, little-endian; the header, a JSON object; the values, little-endian, one
 * tensor behind the other. See huggingface/safetensors, its README.
 *
 * @param metadata texts by name
 * @param tensors the tensors, with names of their own each
 */
public record Safetensors(Map<String, String> metadata, List<Tensor> tensors) {

  /** The name under which the header holds the metadata. */
  static final String METADATA = "__metadata__";

  private static final int BUFFER = 1 << 16;

  /** Checks the names. */
  public Safetensors {
    metadata = new TreeMap<>(metadata);
    tensors = List.copyOf(tensors);
    Set<String> names = new HashSet<>(Set.of(METADATA));
    for (Tensor tensor : tensors) {
      if (!names.add(tensor.name())) {
        throw new IllegalArgumentException("two tensors are named " + tensor.name());
      }
    }
  }

  /**
   * Writes a file, whole or not at all. Equal contents give equal bytes.
   *
   * @param file the file; its folder must exist
   * @throws IOException if writing fails; then an old file is untouched
   */
  public void write(Path file) throws IOException {
    AtomicFile.write(file, this::writeTo);
  }

  /**
   * Writes to a stream.
   *
   * @param out where to; not closed
   * @throws IOException if writing fails
   */
  public void writeTo(OutputStream out) throws IOException {
    byte[] header = header().getBytes(StandardCharsets.UTF_8);
    // Blanks behind the header let the values start at a multiple of 8.
    int padded = (header.length + 7) / 8 * 8;
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER).order(ByteOrder.LITTLE_ENDIAN);
    buffer.putLong(padded);
    out.write(buffer.array(), 0, Long.BYTES);
    out.write(header);
    out.write(" ".repeat(padded - header.length).getBytes(StandardCharsets.US_ASCII));
    for (Tensor tensor : tensors) {
      float[] values = tensor.values();
      for (int from = 0; from < values.length; from += BUFFER / Float.BYTES) {
        int n = Math.min(values.length - from, BUFFER / Float.BYTES);
        buffer.clear();
        buffer.asFloatBuffer().put(values, from, n);
        out.write(buffer.array(), 0, n * Float.BYTES);
      }
    }
  }

  private String header() throws IOException {
    StringWriter text = new StringWriter();
    try (JsonWriter json = new JsonWriter(text)) {
      json.beginObject();
      if (!metadata.isEmpty()) {
        json.name(METADATA).beginObject();
        for (Map.Entry<String, String> entry : metadata.entrySet()) {
          json.name(entry.getKey()).value(entry.getValue());
        }
        json.endObject();
      }
      long offset = 0;
      for (Tensor tensor : tensors) {
        json.name(tensor.name()).beginObject();
        json.name("dtype").value("F32");
        json.name("shape").beginArray();
        for (int extent : tensor.shape()) {
          json.value(extent);
        }
        json.endArray();
        json.name("data_offsets").beginArray();
        json.value(offset);
        offset += (long) tensor.values().length * Float.BYTES;
        json.value(offset);
        json.endArray();
        json.endObject();
      }
      json.endObject();
    }
    return text.toString();
  }

  /**
   * Reads a file. Memory is bounded by the file's size, whatever its header says.
   *
   * @param file the file
   * @return its contents
   * @throws BadFileException if it is no safetensors file, or holds other than float32
   * @throws IOException if reading fails
   */
  public static Safetensors read(Path file) throws IOException {
    return new SafetensorsReader(file).read();
  }

  /**
   * A tensor by name.
   *
   * @param name the name
   * @return the tensor, if there is one
   */
  public Optional<Tensor> find(String name) {
    return tensors.stream().filter(tensor -> tensor.name().equals(name)).findFirst();
  }

  /**
   * Copies values into arrays of the same names and shapes.
   *
   * @param file where these tensors came from, for messages
   * @param into what receives the values
   * @throws BadFileException if a tensor is missing or has another shape; then nothing was copied
   */
  public void copyTo(Path file, List<Tensor> into) throws BadFileException {
    Map<String, Tensor> byName = new TreeMap<>();
    tensors.forEach(tensor -> byName.put(tensor.name(), tensor));
    for (Tensor wanted : into) {
      Tensor found = byName.get(wanted.name());
      if (found == null) {
        throw new BadFileException(file, "there is no tensor " + wanted.name());
      }
      if (!found.shape().equals(wanted.shape())) {
        throw new BadFileException(
            file, wanted.name() + " has shape " + found.shape() + ", needed is " + wanted.shape());
      }
    }
    for (Tensor wanted : into) {
      float[] values = byName.get(wanted.name()).values();
      System.arraycopy(values, 0, wanted.values(), 0, values.length);
    }
  }
}
