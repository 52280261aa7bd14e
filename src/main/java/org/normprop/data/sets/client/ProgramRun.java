package org.normprop.data.sets.client;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Calls installed programs: the only place that starts any. */
final class ProgramRun {

  private static final String COMPLAINTS = "complaints.txt";
  private static final int LONGEST_COMPLAINT = 300;
  private static final long MOST_MINUTES = 120;

  private ProgramRun() {}

  /** Reads what a program writes. */
  @FunctionalInterface
  interface Reader {
    void read(InputStream in) throws IOException;
  }

  /**
   * Runs a program to its end.
   *
   * @param folder where it works
   * @throws IOException if it is not installed or fails; the message has its last words
   */
  static void run(Path folder, List<String> command) throws IOException, InterruptedException {
    Process process = start(folder, command, Redirect.DISCARD);
    try {
      end(process, folder, command);
    } finally {
      stop(process);
    }
  }

  /** Runs a program and reads its output. */
  static void run(Path folder, List<String> command, Reader reader)
      throws IOException, InterruptedException {
    Process process = start(folder, command, Redirect.PIPE);
    try (InputStream out = process.getInputStream()) {
      reader.read(out);
      end(process, folder, command);
    } finally {
      stop(process);
    }
  }

  private static Process start(Path folder, List<String> command, Redirect output)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectError(folder.resolve(COMPLAINTS).toFile())
            .redirectOutput(output);
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new IOException(command.get(0) + " is not installed");
    }
    process.getOutputStream().close();
    return process;
  }

  private static void end(Process process, Path folder, List<String> command)
      throws IOException, InterruptedException {
    if (!process.waitFor(MOST_MINUTES, TimeUnit.MINUTES)) {
      throw new IOException(command.get(0) + " has not ended in " + MOST_MINUTES + " minutes");
    }
    if (process.exitValue() != 0) {
      throw new IOException(command.get(0) + " failed: " + lastWords(folder.resolve(COMPLAINTS)));
    }
  }

  private static void stop(Process process) {
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
  }

  /** The file of an ending that a program has left in its folder. */
  static Path made(Path folder, String ending) throws IOException {
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder, "*" + ending)) {
      for (Path file : stream) {
        return file;
      }
    }
    throw new IOException("no " + ending + " file came");
  }

  private static String lastWords(Path complaints) throws IOException {
    try (InputStream in = Files.newInputStream(complaints)) {
      in.skipNBytes(Math.max(0, Files.size(complaints) - LONGEST_COMPLAINT));
      String text = new String(in.readNBytes(LONGEST_COMPLAINT), StandardCharsets.UTF_8);
      return text.strip().replaceAll("\\s+", " ");
    }
  }
}
