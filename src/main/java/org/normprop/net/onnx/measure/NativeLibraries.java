package org.normprop.net.onnx.measure;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtLoggingLevel;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;

/**
 * Loads ONNX Runtime. Its native libraries are unpacked once, into a folder of ours in the user's
 * cache, so that nothing is written into the temporary folder.
 */
final class NativeLibraries {

  private static final String PATH = "onnxruntime.native.path";

  private NativeLibraries() {}

  /** Loaded once, at the first use. */
  private static final class Loaded {
    static final OrtEnvironment ENVIRONMENT = load();
  }

  /** The runtime; the same object each time. */
  static OrtEnvironment environment() {
    return Loaded.ENVIRONMENT;
  }

  private static OrtEnvironment load() {
    if (System.getProperty(PATH) == null) {
      try {
        System.setProperty(PATH, unpacked().toString());
      } catch (IOException e) {
        // No cache to write to: the runtime then unpacks itself into the temporary folder.
      }
    }
    OrtEnvironment environment =
        OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, "normprop");
    removeTemporaryFolder();
    return environment;
  }

  /** The runtime makes a temporary folder whether it needs one or not, and leaves it behind. */
  private static void removeTemporaryFolder() {
    try {
      Field folder =
          OrtEnvironment.class
              .getClassLoader()
              .loadClass("ai.onnxruntime.OnnxRuntime")
              .getDeclaredField("tempDirectory");
      folder.setAccessible(true);
      if (folder.get(null) instanceof Path made) {
        Files.deleteIfExists(made); // fails where it holds anything
      }
    } catch (ReflectiveOperationException | IOException | RuntimeException e) {
      // An empty folder more does no harm.
    }
  }

  private static Path unpacked() throws IOException {
    String platform = system() + "-" + machine();
    Path folder = cache().resolve("onnxruntime-1.28.0-" + platform);
    Files.createDirectories(folder);
    for (String library : List.of("onnxruntime", "onnxruntime4j_jni")) {
      String name = System.mapLibraryName(library);
      Path file = folder.resolve(name);
      if (!Files.exists(file)) {
        unpack("/ai/onnxruntime/native/" + platform + "/" + name, file);
      }
    }
    return folder;
  }

  /** Whole or not at all, even where two processes do it at once. */
  private static void unpack(String resource, Path file) throws IOException {
    Path part = Files.createTempFile(file.getParent(), file.getFileName().toString(), ".part");
    try (InputStream in = OrtEnvironment.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IOException("no " + resource);
      }
      Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileAlreadyExistsException e) {
      // another process was first
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static Path cache() {
    String given = System.getenv("XDG_CACHE_HOME");
    Path caches =
        given != null && Path.of(given).isAbsolute()
            ? Path.of(given)
            : Path.of(System.getProperty("user.home"), ".cache");
    return caches.resolve("normprop");
  }

  private static String system() {
    String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    return os.contains("mac") ? "osx" : os.contains("win") ? "win" : "linux";
  }

  private static String machine() {
    return System.getProperty("os.arch").equals("aarch64") ? "aarch64" : "x64";
  }
}
