package org.normprop.data.sets;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes tar archives, also such as no honest program writes. */
final class TarMaker {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  TarMaker file(String name, byte[] contents) {
    return entry(name, '0', contents, contents.length);
  }

  TarMaker entry(String name, char type, byte[] contents, long declared) {
    byte[] header = new byte[512];
    put(header, 0, name);
    put(header, 100, "0000644\0");
    put(header, 124, String.format("%011o\0", declared));
    put(header, 148, "        ");
    header[156] = (byte) type;
    put(header, 157, type == '2' ? "/etc/passwd" : "");
    put(header, 257, "ustar\0" + "00");
    return raw(header, contents);
  }

  /** An entry whose header is made ready but for its checksum. */
  TarMaker raw(byte[] header, byte[] contents) {
    put(header, 148, "        ");
    int sum = 0;
    for (byte b : header) {
      sum += b & 0xFF;
    }
    put(header, 148, String.format("%06o\0 ", sum));
    out.writeBytes(header);
    out.writeBytes(contents);
    out.writeBytes(new byte[(512 - contents.length % 512) % 512]);
    return this;
  }

  static void put(byte[] header, int at, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    System.arraycopy(bytes, 0, header, at, bytes.length);
  }

  byte[] bytes() {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.writeBytes(out.toByteArray());
    whole.writeBytes(new byte[1024]);
    return whole.toByteArray();
  }
}
