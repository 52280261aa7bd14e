package org.normprop.data.sets;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.normprop.io.DiskWriter;
import org.normprop.io.Faults;

/**
 * Downloads one address into a file that ends in {@code .part}, going on where an earlier attempt,
 * of this process or another, was cut off.
 *
 * <p>Whether the bytes are the right ones is for the caller to check.
 */
final class Download {

  private static final int MOST_REDIRECTS = 10;
  private static final int PARTIAL = 206;
  private static final int BEYOND_THE_END = 416;

  private final URI address;
  private final Path part;
  private final long most;
  private final FetchListener listener;
  private final FetchSettings settings;

  /** Asking again will not help. */
  private static final class FinalException extends IOException {
    private static final long serialVersionUID = 1L;

    FinalException(String message) {
      super(message);
    }
  }

  /**
   * Plans a download.
   *
   * @param most the bytes at which a server that sends without end is stopped
   */
  Download(URI address, Path part, long most, FetchListener listener, FetchSettings settings) {
    this.address = address;
    this.part = part;
    this.most = most;
    this.listener = listener;
    this.settings = settings;
  }

  /** Uses what was downloaded, and fails if it is not what it should be. */
  @FunctionalInterface
  interface Use {
    void use() throws IOException;
  }

  /**
   * Downloads all of it, has it checked and used, and removes it. What fails the check is removed,
   * and if a part of it was of an earlier attempt, all is downloaded once more.
   */
  void runChecked(Use use) throws IOException, InterruptedException {
    boolean resumed = run();
    while (true) {
      try {
        use.use();
        Files.deleteIfExists(part);
        return;
      } catch (DiskWriter.DiskException e) {
        throw e;
      } catch (IOException e) {
        Files.deleteIfExists(part);
        if (!resumed) {
          throw e;
        }
        listener.remark(Faults.text(e) + "; fetching all of it anew");
        run();
        resumed = false;
      }
    }
  }

  /**
   * Downloads all of it.
   *
   * @return whether bytes of an earlier attempt are in the file, so that a fresh one may do better
   */
  private boolean run() throws IOException, InterruptedException {
    boolean resumed = Files.exists(part) && Files.size(part) > 0;
    for (int attempt = 1; ; attempt++) {
      try {
        attempt();
        return resumed;
      } catch (FinalException
          | UnknownHostException
          | ConnectException
          | DiskWriter.DiskException e) {
        throw e;
      } catch (IOException e) {
        if (attempt >= settings.attempts()) {
          throw e;
        }
        listener.remark(address + ": " + Faults.text(e) + "; trying again");
        Thread.sleep(settings.pause().toMillis());
        resumed = Files.exists(part) && Files.size(part) > 0;
      }
    }
  }

  private void attempt() throws IOException {
    long have = Files.exists(part) ? Files.size(part) : 0;
    HttpURLConnection connection = connect(have);
    try {
      int status = connection.getResponseCode();
      if (status == BEYOND_THE_END) {
        if (("bytes */" + have).equals(connection.getHeaderField("Content-Range"))) {
          return; // it was all there
        }
        Files.delete(part);
        throw new IOException("the file there is shorter than what is here");
      }
      if (status != HttpURLConnection.HTTP_OK && status != PARTIAL) {
        String message = "the server answers " + status + " " + connection.getResponseMessage();
        throw status >= 500 || status == 429
            ? new IOException(message)
            : new FinalException(message);
      }
      long start = status == PARTIAL ? have : 0;
      if (status == PARTIAL && !continues(connection.getHeaderField("Content-Range"), have)) {
        throw new FinalException("the server sends another part than was asked for");
      }
      long length = connection.getContentLengthLong();
      receive(connection.getInputStream(), start, length < 0 ? -1 : start + length);
    } finally {
      connection.disconnect();
    }
  }

  private static boolean continues(String range, long have) {
    return range != null && range.startsWith("bytes " + have + "-");
  }

  /** Follows redirections by hand: none in a circle, none from https to http. */
  private HttpURLConnection connect(long have) throws IOException {
    Set<URI> seen = new HashSet<>();
    URI at = address;
    while (true) {
      String scheme = at.getScheme();
      if (!"http".equals(scheme) && !"https".equals(scheme) || at.getHost() == null) {
        throw new FinalException("is redirected to " + at + ", which is no web address");
      }
      if (!seen.add(at) || seen.size() > MOST_REDIRECTS) {
        throw new FinalException("is redirected in a circle");
      }
      HttpURLConnection connection = (HttpURLConnection) at.toURL().openConnection();
      connection.setInstanceFollowRedirects(false);
      connection.setUseCaches(false);
      connection.setConnectTimeout((int) settings.connectTimeout().toMillis());
      connection.setReadTimeout((int) settings.readTimeout().toMillis());
      connection.setRequestProperty("User-Agent", "normprop");
      connection.setRequestProperty("Accept-Encoding", "identity");
      if (have > 0) {
        connection.setRequestProperty("Range", "bytes=" + have + "-");
      }
      int status = connection.getResponseCode();
      if (status < 0) {
        throw new FinalException("is answered by something that is no web server");
      }
      String location = connection.getHeaderField("Location");
      if (status < 301 || status > 308 || status == 304 || location == null) {
        return connection;
      }
      connection.disconnect();
      URI next;
      try {
        next = at.resolve(location);
      } catch (IllegalArgumentException e) {
        throw new FinalException("is redirected to what is no address: " + location);
      }
      if (scheme.equals("https") && "http".equals(next.getScheme())) {
        throw new FinalException("is redirected from https to http");
      }
      at = next;
    }
  }

  private void receive(InputStream in, long start, long total) throws IOException {
    if (total > most) {
      throw new FinalException("offers " + total + " bytes, where at most " + most + " make sense");
    }
    long done = start;
    byte[] buffer = new byte[1 << 16];
    long window = System.nanoTime();
    long doneAtWindow = done;
    try (in;
        DiskWriter out = new DiskWriter(part, start)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        done += read;
        if (done > most) {
          throw new FinalException("sends more than the " + most + " bytes that make sense");
        }
        out.write(buffer, read);
        listener.progress(name(), done, total);
        long elapsed = System.nanoTime() - window;
        if (elapsed > settings.readTimeout().toNanos()) {
          if ((done - doneAtWindow) * 1e9 < settings.slowest() * (double) elapsed) {
            throw new FinalException("sends fewer than " + settings.slowest() + " bytes a second");
          }
          window = System.nanoTime();
          doneAtWindow = done;
        }
      }
    }
    if (total >= 0 && done < total) {
      throw new IOException("was cut off after " + done + " of " + total + " bytes");
    }
  }

  private String name() {
    String name = part.getFileName().toString();
    return name.substring(0, name.lastIndexOf('.'));
  }
}
