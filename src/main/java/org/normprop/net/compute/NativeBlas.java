package org.normprop.net.compute;

import com.sun.management.HotSpotDiagnosticMXBean;
import dev.ludovic.netlib.blas.JavaBLAS;
import dev.ludovic.netlib.blas.NativeBLAS;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.normprop.io.CacheFolder;

/**
 * Puts netlib's JNI wrapper, which reads Java arrays in place, on the OpenBLAS that Bytedeco's
 * artifact carries.
 */
final class NativeBlas {

  /** Where netlib looks for the library; read once, when its class is first touched. */
  private static final String LIBRARY_PATH = "dev.ludovic.netlib.blas.nativeLibPath";

  /** Where Bytedeco's loader unpacks libraries. */
  private static final String CACHE = "org.bytedeco.javacpp.cachedir";

  /** The files that this process has in memory, on Linux. */
  private static final Path MAPPED = Path.of("/proc/self/maps");

  /** Whether netlib looks for a library; read once, like the path. */
  private static final String NATIVE_ALLOWED = "dev.ludovic.netlib.blas.allowNative";

  /** OpenBLAS's names for processors that lack AVX-512, in small letters. */
  private static final Set<String> BELOW_AVX512 =
      Set.of(
          ("katmai coppermine northwood prescott banias atom core2 penryn dunnington nehalem athlon"
                  + " opteron opteron_sse3 barcelona nano sandybridge bobcat bulldozer piledriver"
                  + " haswell steamroller excavator zen")
              .split(" "));

  /** Held, as loggers are otherwise forgotten with their level. */
  private static final Logger NETLIB = Logger.getLogger("dev.ludovic.netlib.blas.InstanceBuilder");

  private NativeBlas() {}

  /** OpenBLAS, or BLAS in Java with a warning. */
  static Blas load() {
    silenceNetlib();
    if (System.getProperty(CACHE) == null) {
      System.setProperty(CACHE, CacheFolder.libraries().toString());
    }
    try {
      Loader.load(openblas_nolapack.class);
      // One thread a call: the workers are the threads.
      openblas_nolapack.blas_set_num_threads(1);
      System.setProperty(LIBRARY_PATH, openBlasPath());
      NativeBLAS wrapper = NativeBLAS.getInstance();
      removeUnpackedWrapper();
      return new Blas(wrapper, "OpenBLAS", null, hasAvx512());
    } catch (LinkageError | RuntimeException e) {
      // Else netlib looks for a library of the system, and says on standard error what it misses.
      System.setProperty(NATIVE_ALLOWED, "false");
      return inJava(
          "OpenBLAS could not be loaded, so matrix products run in Java, several times slower ("
              + reason(e)
              + ")");
    }
  }

  /**
   * netlib unpacks its wrapper into the temporary folder and removes it when Java ends, unless it
   * is killed. Where the system lets go of a loaded file's name, it is removed at once.
   */
  private static void removeUnpackedWrapper() {
    if (!Files.isReadable(MAPPED)) {
      return; // not Linux
    }
    try (Stream<String> lines = Files.lines(MAPPED)) {
      List<String> files =
          lines
              .filter(line -> line.contains("/libnetlibblasjni") && line.endsWith(".so"))
              .map(line -> line.substring(line.indexOf('/')))
              .distinct()
              .toList();
      for (String file : files) {
        Files.deleteIfExists(Path.of(file));
      }
    } catch (IOException | UncheckedIOException e) {
      // It stays until Java ends.
    }
  }

  /** BLAS in Java, with a warning or null. */
  static Blas inJava(String warning) {
    silenceNetlib();
    return new Blas(JavaBLAS.getInstance(), "Java (netlib)", warning, false);
  }

  /**
   * Whether OpenBLAS has its kernels for AVX-512 in use, among them those for small matrices. It
   * does not tell, so the virtual machine is asked what it found the processor to be, and the
   * environment whether OpenBLAS is held to another kind.
   */
  private static boolean hasAvx512() {
    return avxLevel().filter(level -> level >= 3).isPresent() && !isHeldBelowAvx512(heldTo());
  }

  /** The kind of processor that OpenBLAS is told to take this one for; empty if it is not. */
  static String heldTo() {
    String held = System.getenv("OPENBLAS_CORETYPE");
    return held == null ? "" : held.strip();
  }

  /** Names that OpenBLAS does not know are as good as none. */
  static boolean isHeldBelowAvx512(String held) {
    return BELOW_AVX512.contains(held.toLowerCase(Locale.ROOT));
  }

  /** Which AVX the virtual machine uses; empty on another one, or another kind of processor. */
  static Optional<Integer> avxLevel() {
    try {
      return Optional.of(
          Integer.parseInt(
              ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                  .getVMOption("UseAVX")
                  .getValue()));
    } catch (LinkageError | RuntimeException e) {
      return Optional.empty();
    }
  }

  /** netlib announces on standard error what it loads; we hand on a warning instead. */
  private static void silenceNetlib() {
    NETLIB.setLevel(Level.OFF);
  }

  private static String openBlasPath() {
    return Loader.getLoadedLibraries().entrySet().stream()
        .filter(library -> library.getKey().startsWith("openblas"))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("the library was not found after loading"));
  }

  private static String reason(Throwable e) {
    String message = e.getMessage();
    return message == null || message.isBlank()
        ? e.getClass().getSimpleName()
        : message.lines().findFirst().orElseThrow().replaceFirst(" in java.library.path.*", "");
  }
}
