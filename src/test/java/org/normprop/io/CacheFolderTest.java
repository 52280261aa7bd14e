package org.normprop.io;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CacheFolderTest {

  private static final Path HOME = Path.of("home").toAbsolutePath();

  private static String folder(String system, Map<String, String> environment) {
    return HOME.relativize(CacheFolder.of(environment, system, HOME)).toString().replace('\\', '/');
  }

  @Test
  void theRulesOfXdgHold() {
    assertEquals(".cache/normprop", folder("Linux", Map.of()));
    assertEquals(".cache/normprop", folder("Linux", Map.of("XDG_CACHE_HOME", "")));
    assertEquals(".cache/normprop", folder("Linux", Map.of("XDG_CACHE_HOME", "relative")));
    String set = HOME.resolve("elsewhere").toString();
    assertEquals("elsewhere/normprop", folder("Linux", Map.of("XDG_CACHE_HOME", set)));
    assertEquals("elsewhere/normprop", folder("Mac OS X", Map.of("XDG_CACHE_HOME", set)));
  }

  @Test
  void whatHomeSaysCountsMoreThanThePasswordFile() {
    String said = HOME.resolve("said").toString();
    assertEquals("said/.cache/normprop", folder("Linux", Map.of("HOME", said)));
    assertEquals(".cache/normprop", folder("Linux", Map.of("HOME", "relative")));
    assertEquals("said/Library/Caches/normprop", folder("Mac OS X", Map.of("HOME", said)));
  }

  @Test
  void dataAndLibrariesLieBesideEachOther() {
    assertEquals(CacheFolder.data().getParent(), CacheFolder.libraries().getParent());
  }

  @Test
  void otherSystemsHaveCachesOfTheirOwn() {
    assertEquals("Library/Caches/normprop", folder("Mac OS X", Map.of()));
    assertEquals("AppData/Local/normprop", folder("Windows 11", Map.of()));
    String local = HOME.resolve("Local").toString();
    assertEquals("Local/normprop", folder("Windows 11", Map.of("LOCALAPPDATA", local)));
  }
}
