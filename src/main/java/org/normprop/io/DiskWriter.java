package org.normprop.io;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Writes a file, and tells faults of the disk from faults of whatever is read meanwhile. Not
 * thread-safe.
 */
public final class DiskWriter implements Closeable {

  private final Path file;
  private final FileChannel channel;

  /** The disk is at fault, and no other source will help. */
  public static final class DiskException extends IOException {
    private static final long serialVersionUID = 1L;

    public DiskException(Path file, IOException cause) {
      super("cannot write " + file + ": " + Faults.text(cause), cause);
    }
  }

  /**
   * Opens a file, new or old.
   *
   * @param start the bytes of the old file to keep
   */
  public DiskWriter(Path file, long start) throws DiskException {
    this.file = file;
    try {
      channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      channel.truncate(start);
      channel.position(start);
    } catch (IOException e) {
      throw new DiskException(file, e);
    }
  }

  /** Writes the first bytes of an array. */
  public void write(byte[] bytes, int length) throws DiskException {
    try {
      ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, length);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
    } catch (IOException e) {
      throw new DiskException(file, e);
    }
  }

  /** Waits until the bytes are on the disk. */
  public void force() throws DiskException {
    try {
      channel.force(true);
    } catch (IOException e) {
      throw new DiskException(file, e);
    }
  }

  @Override
  public void close() throws DiskException {
    try {
      channel.close();
    } catch (IOException e) {
      throw new DiskException(file, e);
    }
  }
}
