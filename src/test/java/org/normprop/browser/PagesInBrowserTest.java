package org.normprop.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The pages of runs, comparisons and signals, as commands make them. */
class PagesInBrowserTest {

  @TempDir private static Path folder;
  @TempDir private static Path profile;
  private static Browser browser;

  @BeforeAll
  static void start() throws Exception {
    browser = Browser.start(profile);
    MadePages.makeAll(folder);
  }

  @AfterAll
  static void stop() {
    if (browser != null) {
      browser.close();
    }
  }

  @ParameterizedTest
  @EnumSource(MadePages.class)
  void everyPageIsSoundForEveryReader(MadePages made) throws Exception {
    PageChecks.isQuiet(browser, made.in(folder), "");
    PageChecks.fitsAPhone(browser, made.in(folder), "");
    PageChecks.hasContrast(browser, made.in(folder), "");
    PageChecks.canBeHeard(browser, made.in(folder), "");
    PageChecks.chartsTellTheirNumbers(browser, made.in(folder), "");
    assertTrue(Files.size(made.in(folder)) < 2_000_000);
  }

  @Test
  void everyPageIsWholeWithoutScripts(@TempDir Path other) {
    try (Browser plain = Browser.startWithoutScripts(other)) {
      for (MadePages made : MadePages.values()) {
        plain.open(made.in(folder), "");
        assertEquals(0, plain.all("button").size(), made.name());
        assertTrue(plain.all(".plot").size() >= 2, made.name());
        assertTrue(plain.one("table").isDisplayed(), made.name());
        plain.one(".chart summary").click();
        assertTrue(plain.one(".chart pre.csv").isDisplayed(), made.name());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"MODEL", "LAYERS", "LARGE"})
  void whatLiesUnderTheMouseIsReadAndAClickGoesToItsRow(String name) throws Exception {
    browser.open(MadePages.valueOf(name).in(folder), "");
    browser.run(
        """
        const plot = document.querySelector('.plot'), box = plot.getBoundingClientRect();
        const [, , , start, end] = plot.dataset.x.split(' ').map(Number);
        const x = box.left + start / plot.viewBox.baseVal.width * box.width + 1;
        for (const type of ['pointerenter', 'pointermove', 'click'])
          plot.dispatchEvent(new PointerEvent(type, {clientX: x, clientY: box.top + 100}));
        """);
    String tip = (String) browser.run("return document.querySelector('.tip').textContent");
    String first = browser.one("#rows tbody tr th").getText();
    String operator = browser.one("#rows tbody tr td").getText();
    assertTrue(tip.startsWith(first + " " + operator + "measured: "), tip);
    assertTrue(browser.waitsFor("return location.hash === '#row-0'"));
  }

  @Test
  void theChartsNumbersAreTheTables() {
    browser.open(MadePages.MODEL.in(folder), "");
    List<String> differ =
        browser.texts(
            """
            const heads = [...document.querySelectorAll('#rows th[scope=col]')].map(h => h.textContent);
            const at = heads.indexOf('variance');
            const rows = [...document.querySelectorAll('#rows tbody tr')];
            const pre = [...document.querySelectorAll('pre.csv')]
              .find(p => p.getAttribute('aria-label').startsWith('Variance'));
            return pre.textContent.trim().split('\\n').filter(l => l.startsWith('measured,')).map(l => l.split(','))
              .filter(([, i, v]) => Math.abs(Number(rows[i].cells[at].textContent) / v - 1) > 1e-3)
              .map(l => l.join(' '));
            """);
    assertEquals(List.of(), differ);
  }

  @Test
  void tensorsAreSearchedSortedFilteredAndMarked() throws Exception {
    browser.open(MadePages.LARGE.in(folder), "");
    int all = browser.all("#rows tbody tr").size();
    assertTrue(all >= 200, all + " tensors");
    String shown =
        "return [...document.querySelectorAll('#rows tbody tr')].filter(r => !r.hidden)"
            + ".map(r => r.cells[arguments[0]].textContent)";
    WebElement search = browser.one("input[type=search]");
    String name = browser.texts(shown, 0).get(7);
    search.sendKeys(name);
    assertEquals(name, browser.texts(shown, 0).get(0));
    search.sendKeys(" no such tensor");
    assertEquals(List.of(), browser.texts(shown, 0));
    // A link to a row that is not shown shows it.
    browser.run("location.hash = '#row-3'");
    assertTrue(browser.waitsFor("return !document.getElementById('row-3').hidden"));
    WebElement head =
        browser.all("#rows th button").stream()
            .filter(b -> b.getText().equals("std"))
            .findFirst()
            .orElseThrow();
    head.sendKeys(Keys.ENTER);
    int column =
        browser
            .texts(
                "return [...document.querySelectorAll('#rows th[scope=col]')].map(h => h.textContent)")
            .indexOf("std");
    List<Double> stds = browser.texts(shown, column).stream().map(Double::valueOf).toList();
    assertEquals(stds.stream().sorted().toList(), stds);
    browser.one("[data-by=off]").click();
    int off = browser.texts(shown, 0).size();
    assertTrue(off < all, off + " are off");
    assertEquals(off, browser.all("tr[data-off]").size());
    assertFalse(
        browser.all("#rows tbody tr:not([data-off])").stream()
            .limit(20)
            .anyMatch(WebElement::isDisplayed));
  }

  @Test
  void aComparisonLeadsToItsRuns() throws Exception {
    browser.open(MadePages.COMPARISON.in(folder), "");
    List<String> runs =
        browser.texts(
            "return [...document.querySelectorAll('a[href$=\".html\"]')].map(a => a.getAttribute('href'))");
    assertEquals(9, runs.size());
    for (String run : runs) {
      assertTrue(Files.exists(folder.resolve("compared").resolve(run)), run);
    }
  }
}
