package org.normprop.data.read;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.normprop.io.BadFileException;

/**
 * A NumPy array: numbers or texts, row-major whatever order they were stored in.
 *
 * <p>Format: NumPy Enhancement Proposal 1, versions 1 to 3, of booleans, whole numbers and floating
 * point numbers of any byte order, and of texts. Objects are refused: they are programs.
 *
 * @param shape the lengths of its axes
 * @param bytes unsigned bytes, if it holds such; else null
 * @param numbers other numbers, rounded to float; else null
 * @param texts texts; else null
 */
record Npy(int[] shape, byte[] bytes, float[] numbers, String[] texts) {

  private static final long MAGIC = 0x934E554D5059L; // \x93NUMPY
  private static final int LONGEST_HEADER = 1 << 16;

  private static final Pattern DESCR = Pattern.compile("'descr'\\s*:\\s*('([^']*)'|\\[)");
  private static final Pattern ORDER = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
  private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([0-9, ]*)\\)");
  private static final Pattern TYPE = Pattern.compile("([<>|=]?)([biufUS])([0-9]{1,4})");

  /** What the header says. */
  private record Header(String kind, int size, ByteOrder order, boolean fortran, int[] shape) {}

  /**
   * Reads an array.
   *
   * @param file what to call it
   * @param raw its bytes, closed by the caller
   * @param length how many bytes there are
   * @throws BadFileException if it is no array, or of a kind that is not read
   */
  static Npy read(Path file, InputStream raw, long length) throws IOException {
    DataInputStream in = new DataInputStream(raw);
    try {
      long magic = (long) in.readUnsignedShort() << 32 | in.readInt() & 0xFFFFFFFFL;
      if (magic != MAGIC) {
        throw new BadFileException(file, "is no NumPy array: it does not begin as one");
      }
      int version = in.readUnsignedByte();
      in.readUnsignedByte();
      long size = in.readUnsignedByte() | in.readUnsignedByte() << 8;
      int before = 10;
      if (version > 1) {
        size |= (long) in.readUnsignedByte() << 16 | (long) in.readUnsignedByte() << 24;
        before = 12;
      }
      if (version < 1 || version > 3 || size > LONGEST_HEADER) {
        throw new BadFileException(file, "is a NumPy array of a version that is not known");
      }
      Header header = header(file, new String(in.readNBytes((int) size), StandardCharsets.UTF_8));
      return read(file, in, header, length - before - size);
    } catch (EOFException e) {
      throw new BadFileException(file, "is cut off: a NumPy array goes on");
    }
  }

  private static Header header(Path file, String text) throws BadFileException {
    Matcher descr = DESCR.matcher(text);
    Matcher order = ORDER.matcher(text);
    Matcher shape = SHAPE.matcher(text);
    if (!descr.find() || !order.find() || !shape.find()) {
      throw new BadFileException(file, "is a NumPy array with a header that is none");
    }
    if (descr.group(2) == null) {
      throw new BadFileException(file, "is a NumPy array of records: save its columns as CSV");
    }
    Matcher type = TYPE.matcher(descr.group(2));
    if (!type.matches()) {
      boolean object = descr.group(2).contains("O");
      throw new BadFileException(
          file,
          "is a NumPy array of type '"
              + descr.group(2)
              + "'"
              + (object ? ", Python objects, which are programs" : "")
              + ": save numbers, such as float32 or uint8, or texts");
    }
    int size = Integer.parseInt(type.group(3));
    String kind = type.group(2);
    boolean known =
        switch (kind) {
          case "b" -> size == 1;
          case "i", "u" -> size == 1 || size == 2 || size == 4 || size == 8;
          case "f" -> size == 2 || size == 4 || size == 8;
          default -> size > 0;
        };
    String[] sides = shape.group(1).isBlank() ? new String[0] : shape.group(1).split(",\\s*");
    int[] lengths = new int[sides.length];
    long count = 1;
    for (int i = 0; i < lengths.length; i++) {
      long side =
          sides[i].strip().length() > 10 ? Long.MAX_VALUE : Long.parseLong(sides[i].strip());
      if (side < 1 || side > Integer.MAX_VALUE || (count *= side) > Integer.MAX_VALUE) {
        throw new BadFileException(
            file, "is a NumPy array of shape (" + shape.group(1) + "), which cannot be held");
      }
      lengths[i] = (int) side;
    }
    if (!known || lengths.length == 0) {
      throw new BadFileException(
          file, "is a NumPy array of type '" + descr.group(2) + "' and " + sides.length + " axes");
    }
    ByteOrder bytes = type.group(1).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    return new Header(
        kind, kind.equals("U") ? 4 * size : size, bytes, order.group(1).equals("True"), lengths);
  }

  private static Npy read(Path file, InputStream in, Header header, long left) throws IOException {
    int count = Arrays.stream(header.shape()).reduce(1, (a, b) -> a * b);
    if ((long) count * header.size() != left) {
      throw new BadFileException(
          file,
          "declares "
              + count
              + " values of "
              + header.size()
              + " bytes, but has "
              + left
              + " bytes: is it cut off?");
    }
    boolean text = header.kind().equals("U") || header.kind().equals("S");
    boolean plain = header.kind().equals("u") && header.size() == 1;
    byte[] bytes = plain ? Heap.bytes(file, count) : null;
    float[] numbers = plain || text ? null : Heap.floats(file, count);
    String[] texts = text ? new String[count] : null;
    int[] place = header.fortran() ? places(header.shape()) : null;
    int rows = Math.max(1, (1 << 16) / header.size());
    byte[] block = new byte[rows * header.size()];
    for (int done = 0; done < count; done += rows) {
      int n = Math.min(rows, count - done);
      if (in.readNBytes(block, 0, n * header.size()) < n * header.size()) {
        throw new EOFException();
      }
      ByteBuffer buffer = ByteBuffer.wrap(block).order(header.order());
      for (int i = 0; i < n; i++) {
        int to = place == null ? done + i : place[done + i];
        int at = i * header.size();
        if (plain) {
          bytes[to] = block[at];
        } else if (text) {
          texts[to] = text(buffer, at, header);
        } else {
          numbers[to] = number(buffer, at, header);
          if (!Float.isFinite(numbers[to])) {
            throw new BadFileException(
                file,
                "value " + (to + 1) + " is " + numbers[to] + ": all values must be finite numbers");
          }
        }
      }
    }
    return new Npy(header.shape(), bytes, numbers, texts);
  }

  /** Where in row-major order the values stand that are stored with the first axis fastest. */
  private static int[] places(int[] shape) {
    int count = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    int[] strides = new int[shape.length];
    for (int i = shape.length - 1, stride = 1; i >= 0; i--) {
      strides[i] = stride;
      stride *= shape[i];
    }
    int[] places = new int[count];
    int[] index = new int[shape.length];
    int place = 0;
    for (int k = 0; k < count; k++) {
      places[k] = place;
      for (int axis = 0; axis < shape.length; axis++) {
        place += strides[axis];
        if (++index[axis] < shape[axis]) {
          break;
        }
        place -= shape[axis] * strides[axis];
        index[axis] = 0;
      }
    }
    return places;
  }

  private static float number(ByteBuffer in, int at, Header header) {
    return switch (header.kind() + header.size()) {
      case "b1", "i1" -> in.get(at);
      case "i2" -> in.getShort(at);
      case "u2" -> in.getShort(at) & 0xFFFF;
      case "i4" -> in.getInt(at);
      case "u4" -> in.getInt(at) & 0xFFFFFFFFL;
      case "i8" -> in.getLong(at);
      case "u8" -> (float) (in.getLong(at) >>> 1) * 2 + (in.getLong(at) & 1);
      case "f2" -> half(in.getShort(at));
      case "f4" -> in.getFloat(at);
      default -> (float) in.getDouble(at);
    };
  }

  /** IEEE 754 binary16: a sign, 5 bits of exponent, 10 of mantissa. */
  private static float half(short bits) {
    int exponent = bits >> 10 & 31;
    int mantissa = bits & 1023;
    float size;
    if (exponent == 31) {
      size = mantissa == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
    } else if (exponent == 0) {
      size = mantissa * 0x1p-24f;
    } else {
      size = Float.intBitsToFloat(exponent + 112 << 23 | mantissa << 13);
    }
    return bits < 0 ? -size : size;
  }

  private static String text(ByteBuffer in, int at, Header header) {
    StringBuilder text = new StringBuilder();
    boolean wide = header.kind().equals("U");
    for (int i = 0; i < header.size(); i += wide ? 4 : 1) {
      int code = wide ? in.getInt(at + i) : in.get(at + i) & 0xFF;
      if (code != 0) {
        text.appendCodePoint(Character.isValidCodePoint(code) ? code : 0xFFFD);
      }
    }
    return text.toString();
  }

  /** How many rows there are: the length of the first axis. */
  int rows() {
    return shape[0];
  }

  /** How many values a row has. */
  int width() {
    int width = 1;
    for (int i = 1; i < shape.length; i++) {
      width *= shape[i];
    }
    return width;
  }

  /** A number, by its place in row-major order. */
  float number(int place) {
    return bytes != null ? bytes[place] & 0xFF : numbers[place];
  }
}
