package org.normprop.browser;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Draws every page at three widths, light and dark, to be looked at, and the README's two. */
class PicturesInBrowserTest {

  private static final Path CONSTANTS = Path.of("src/docs/constants.html");
  private static final int HIGH = 3000;

  @TempDir private Path folder;
  @TempDir private Path profile;
  private Path to;

  @BeforeEach
  void areWanted() {
    String name = System.getProperty("normprop.pictures", "");
    assumeTrue(!name.isEmpty(), "pictures of pages are drawn with -Dnormprop.pictures=FOLDER");
    to = Path.of(name);
  }

  @Test
  void theReadmesTwo() throws IOException {
    try (Browser browser = Browser.start(profile)) {
      browser.width(900);
      browser.open(CONSTANTS, "gelu");
      browser.picture(to.resolve("page-constants.png"), "#gelu h2", 860);
      MadePages.RESIDUAL.make(folder);
      browser.width(1340);
      browser.open(MadePages.RESIDUAL.in(folder), "");
      browser.picture(to.resolve("page-signal.png"), "#by-depth", 500);
    }
  }

  @Test
  void everyPage() throws IOException {
    try (Browser browser = Browser.start(profile)) {
      MadePages.makeAll(folder);
      for (int width : List.of(390, 800, 1600)) {
        browser.width(width);
        for (String scheme : List.of("light", "dark")) {
          browser.scheme(scheme);
          Path all = to.resolve(scheme + "-" + width);
          for (String place : List.of("", "gelu", "relu,max:3x3")) {
            browser.open(CONSTANTS, place);
            String name = "constants-" + place.replaceAll("[^a-z0-9]", "") + ".png";
            browser.picture(all.resolve(name), "main", HIGH);
          }
          for (MadePages page : MadePages.values()) {
            browser.open(page.in(folder), "");
            String name = page.name().toLowerCase(Locale.ROOT) + ".png";
            browser.picture(all.resolve(name), "main", HIGH);
          }
        }
      }
    }
  }
}
