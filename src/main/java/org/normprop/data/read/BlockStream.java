package org.normprop.data.read;

import java.io.IOException;
import java.io.InputStream;

/** A stream that hands out blocks, and single bytes as blocks of one. */
public abstract class BlockStream extends InputStream {

  /** For subclasses. */
  protected BlockStream() {}

  @Override
  public abstract int read(byte[] to, int offset, int length) throws IOException;

  @Override
  public final int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }
}
