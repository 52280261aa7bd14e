package org.normprop.io;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Keeps two processes, or two threads, from writing into one folder at once.
 *
 * <p>The lock is the operating system's, on the file {@value #NAME} of the folder, and goes with
 * the process however it dies. The file stays behind and says who holds the folder while it is
 * held.
 */
public final class FolderLock implements Closeable {

  /** The name of the file that is locked. */
  public static final String NAME = ".lock";

  /** Only a byte far behind the text is locked, so that others can read who holds the lock. */
  private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

  private static final int LONGEST_TEXT = 1000;
  private static final int LOOKS = 25;
  private static final int PAUSE_MILLISECONDS = 20;

  private final FileChannel channel;

  private FolderLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the lock, or fails at once.
   *
   * @param folder an existing folder
   * @param purpose what the holder is doing, for the message that others get, such as "data fetch
   *     mnist"
   * @return the lock, to be closed
   * @throws IOException if another process or thread holds it, named in the message, or if the
   *     folder cannot be written
   */
  public static FolderLock take(Path folder, String purpose) throws IOException {
    FileChannel channel = open(folder);
    try {
      for (int look = 0; !locked(channel); look++) {
        String holder = holder(channel);
        if (!holder.isEmpty() || look == LOOKS) {
          throw new IOException(
              folder
                  + " is in use by "
                  + (holder.isEmpty() ? "another process" : holder)
                  + "; wait until it has ended, or use another folder");
        }
        pause(); // the holder is about to write who it is, or to let go
      }
      tell(channel, purpose + " (process " + ProcessHandle.current().pid() + ")", folder);
      return new FolderLock(channel);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** A full disk is met here first. */
  private static void tell(FileChannel channel, String text, Path folder) throws IOException {
    try {
      channel.truncate(0);
      channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), 0);
    } catch (IOException e) {
      throw new IOException("cannot write in " + folder + ": " + Faults.text(e), e);
    }
  }

  private static FileChannel open(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      throw new NoSuchFileException(folder.toString());
    }
    try {
      return FileChannel.open(
          folder.resolve(NAME),
          StandardOpenOption.CREATE,
          StandardOpenOption.READ,
          StandardOpenOption.WRITE);
    } catch (FileSystemException e) {
      throw new IOException("cannot write in " + folder + ": " + Faults.text(e), e);
    }
  }

  private static boolean locked(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock(LOCKED_BYTE, 1, false);
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false; // held by this very process
    }
  }

  private static String holder(FileChannel channel) throws IOException {
    ByteBuffer text = ByteBuffer.allocate(LONGEST_TEXT);
    channel.read(text, 0);
    return new String(text.array(), 0, text.position(), StandardCharsets.UTF_8).strip();
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(PAUSE_MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for a lock");
    }
  }

  /** Gives the lock back. */
  @Override
  public void close() throws IOException {
    try {
      channel.truncate(0);
    } finally {
      channel.close();
    }
  }
}
