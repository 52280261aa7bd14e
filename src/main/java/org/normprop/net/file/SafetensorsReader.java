package org.normprop.net.file;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.normprop.io.BadFileException;
import org.normprop.net.compute.Tensor;

/**
 * Reads a safetensors file that may come from anybody: every length is checked against the file
 * before memory is taken for it.
 */
final class SafetensorsReader {

  /** What the reference implementation allows. */
  private static final long MAX_HEADER = 100_000_000;

  private static final int BUFFER = 1 << 16;

  private final Path file;
  private final Map<String, String> metadata = new TreeMap<>();
  private final List<Entry> entries = new ArrayList<>();
  private final Set<String> names = new HashSet<>();

  /** A tensor as the header describes it. */
  private record Entry(String name, List<Integer> shape, long begin, long end) {}

  SafetensorsReader(Path file) {
    this.file = file;
  }

  Safetensors read() throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long size = channel.size();
      if (size < Long.BYTES) {
        throw bad("a safetensors file has at least 8 bytes, this one has " + size);
      }
      long headerSize = bytes(channel, 0, Long.BYTES).getLong();
      if (headerSize < 2 || headerSize > Math.min(MAX_HEADER, size - Long.BYTES)) {
        throw bad(
            "no safetensors file: the header would have "
                + Long.toUnsignedString(headerSize)
                + " bytes, the file has "
                + size);
      }
      readHeader(text(bytes(channel, Long.BYTES, (int) headerSize)));
      long start = Long.BYTES + headerSize;
      checkLayout(size - start);
      List<Tensor> tensors = new ArrayList<>();
      for (Entry entry : entries) {
        tensors.add(new Tensor(entry.name, entry.shape, values(channel, start, entry)));
      }
      return new Safetensors(metadata, tensors);
    }
  }

  private String text(ByteBuffer bytes) throws IOException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException e) {
      throw bad("the header is not UTF-8 text");
    }
  }

  private void readHeader(String text) throws IOException {
    try (JsonReader json = new JsonReader(new StringReader(text))) {
      json.setStrictness(Strictness.STRICT);
      json.beginObject();
      while (json.hasNext()) {
        String name = json.nextName();
        if (!names.add(name)) {
          throw bad("the header names " + name + " twice");
        }
        if (name.equals(Safetensors.METADATA)) {
          readMetadata(json);
        } else {
          entries.add(readEntry(json, name));
        }
      }
      json.endObject();
      // Strict readers throw where something follows.
      json.peek();
    } catch (BadFileException e) {
      throw e;
    } catch (EOFException e) {
      throw bad("the header ends too early");
    } catch (IOException | IllegalStateException | NumberFormatException e) {
      throw bad("the header is not what safetensors files have");
    }
  }

  private void readMetadata(JsonReader json) throws IOException {
    json.beginObject();
    while (json.hasNext()) {
      metadata.put(json.nextName(), json.nextString());
    }
    json.endObject();
  }

  private Entry readEntry(JsonReader json, String name) throws IOException {
    List<Integer> shape = null;
    String type = null;
    long begin = -1;
    long end = -1;
    json.beginObject();
    while (json.hasNext()) {
      switch (json.nextName()) {
        case "dtype" -> type = json.nextString();
        case "shape" -> {
          shape = new ArrayList<>();
          json.beginArray();
          while (json.hasNext()) {
            shape.add(json.nextInt());
          }
          json.endArray();
        }
        case "data_offsets" -> {
          json.beginArray();
          begin = json.nextLong();
          end = json.nextLong();
          json.endArray();
        }
        default -> throw bad("the header says of " + name + " what no safetensors file says");
      }
    }
    json.endObject();
    if (!"F32".equals(type)) {
      throw bad(name + " has type " + type + "; only F32 is read");
    }
    if (shape == null || begin < 0 || end < begin || bytesOf(shape) != end - begin) {
      throw bad("shape and data_offsets of " + name + " do not fit");
    }
    return new Entry(name, List.copyOf(shape), begin, end);
  }

  /** The size of a tensor; -1 if no array holds it. */
  private static long bytesOf(List<Integer> shape) {
    double values = 1;
    for (int extent : shape) {
      values = extent < 0 ? Double.NaN : values * extent;
    }
    return values <= Integer.MAX_VALUE - 8 ? (long) values * Float.BYTES : -1;
  }

  /** The tensors must fill the data without gap or overlap, so that no byte is read twice. */
  private void checkLayout(long size) throws BadFileException {
    long position = 0;
    for (Entry entry : entries.stream().sorted(Comparator.comparingLong(Entry::begin)).toList()) {
      if (entry.begin != position) {
        throw bad("the data of " + entry.name + " do not follow those before");
      }
      position = entry.end;
    }
    if (position != size) {
      throw bad("the tensors have " + position + " bytes, but " + size + " follow the header");
    }
  }

  private float[] values(FileChannel channel, long start, Entry entry) throws IOException {
    float[] values = new float[(int) ((entry.end - entry.begin) / Float.BYTES)];
    for (int from = 0; from < values.length; from += BUFFER / Float.BYTES) {
      int n = Math.min(values.length - from, BUFFER / Float.BYTES);
      long at = start + entry.begin + (long) from * Float.BYTES;
      bytes(channel, at, n * Float.BYTES).asFloatBuffer().get(values, from, n);
    }
    return values;
  }

  private ByteBuffer bytes(FileChannel channel, long at, int n) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(n).order(ByteOrder.LITTLE_ENDIAN);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, at + buffer.position()) < 0) {
        throw bad("the file became shorter while it was read");
      }
    }
    return buffer.flip();
  }

  private BadFileException bad(String message) {
    return new BadFileException(file, message);
  }
}
