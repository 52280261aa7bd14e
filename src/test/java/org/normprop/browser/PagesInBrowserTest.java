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
import org.normprop.cli.Cli;
import org.normprop.cli.line.ExitCode;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The pages of runs, comparisons and signals, as commands make them. */
class PagesInBrowserTest {

  private enum Made {
    RUN("run/report.html"),
    REGRESSION("numbers/report.html"),
    COMPARISON("compared/compare.html"),
    LAYERS("layers.html"),
    DEEP("deep.html"),
    TRAINED("trained.html"),
    MODEL("model.html"),
    LARGE("large.html");

    private final String file;

    Made(String file) {
      this.file = file;
    }

    Path path() {
      return folder.resolve(file);
    }
  }

  @TempDir private static Path folder;
  @TempDir private static Path profile;
  private static Browser browser;

  @BeforeAll
  static void start() throws Exception {
    browser = Browser.start(profile);
    String run = at("run");
    make("train", "--demo", "digits-mlp", "--epochs", "3", "--out", run);
    StringBuilder csv = new StringBuilder("a,b,y\n");
    for (int i = 0; i < 200; i++) {
      csv.append(i % 7)
          .append(',')
          .append(i % 11)
          .append(',')
          .append(i % 7 + 2 * (i % 11))
          .append('\n');
    }
    Files.writeString(folder.resolve("numbers.csv"), csv);
    make(
        "train",
        "--data",
        at("numbers.csv"),
        "--target",
        "y",
        "--arch",
        "F(8)-F(1)",
        "--epochs",
        "3",
        "--out",
        at("numbers"));
    make(
        "compare",
        "--data",
        "digits",
        "--arch",
        "F(16)-F(10)",
        "--epochs",
        "3",
        "--vary",
        "norm=normprop,batchnorm,none",
        "--seeds",
        "3",
        "--lr",
        "0.01",
        "--out",
        at("compared"));
    make("propagate", "--arch", "10xF(64)-F(10)", "--shape", "64", "--html", at("layers.html"));
    make(
        "propagate",
        "--arch",
        "60xF(32)-F(10)",
        "--norm",
        "none",
        "--activation",
        "tanh",
        "--shape",
        "32",
        "--rows",
        "256",
        "--html",
        at("deep.html"));
    make("propagate", run, "--html", at("trained.html"));
    make("export", run, "--to", "onnx", "-o", at("net.onnx"));
    make("propagate", at("net.onnx"), "--rows", "64", "--html", at("model.html"));
    make(
        "train",
        "--data",
        "digits",
        "--arch",
        "100xF(16)-F(10)",
        "--epochs",
        "1",
        "--out",
        at("tall"),
        "--lr",
        "1e-9");
    make("export", at("tall"), "--to", "onnx", "-o", at("tall.onnx"));
    make("propagate", at("tall.onnx"), "--rows", "16", "--html", at("large.html"));
  }

  private static String at(String name) {
    return folder.resolve(name).toString();
  }

  private static void make(String... line) {
    Cli made = Cli.run(line);
    assertEquals(ExitCode.DONE, made.code(), made.err());
  }

  @AfterAll
  static void stop() {
    if (browser != null) {
      browser.close();
    }
  }

  @ParameterizedTest
  @EnumSource(Made.class)
  void everyPageIsSoundForEveryReader(Made made) throws Exception {
    PageChecks.isQuiet(browser, made.path(), "");
    PageChecks.fitsAPhone(browser, made.path(), "");
    PageChecks.hasContrast(browser, made.path(), "");
    PageChecks.canBeHeard(browser, made.path(), "");
    PageChecks.chartsTellTheirNumbers(browser, made.path(), "");
    assertTrue(Files.size(made.path()) < 2_000_000);
  }

  @ParameterizedTest
  @EnumSource(Made.class)
  void everyPageIsWholeWithoutScripts(Made made) {
    browser.scripts(false);
    try {
      browser.open(made.path(), "");
      assertEquals(0, browser.all("button").size());
      assertTrue(browser.all(".plot").size() >= 2);
      assertTrue(browser.one("table").isDisplayed());
      WebElement summary = browser.one(".chart summary");
      summary.click();
      assertTrue(browser.one(".chart pre.csv").isDisplayed());
    } finally {
      browser.scripts(true);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"MODEL", "LAYERS", "LARGE"})
  void whatLiesUnderTheMouseIsReadAndAClickGoesToItsRow(String name) throws Exception {
    browser.open(Made.valueOf(name).path(), "");
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
    assertTrue(tip.startsWith(first + "measured: "), tip);
    assertTrue(browser.waitsFor("return location.hash === '#row-0'"));
  }

  @Test
  void theChartsNumbersAreTheTables() {
    browser.open(Made.MODEL.path(), "");
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
    browser.open(Made.LARGE.path(), "");
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
    browser.open(Made.COMPARISON.path(), "");
    List<String> runs =
        browser.texts(
            "return [...document.querySelectorAll('a[href$=\".html\"]')].map(a => a.getAttribute('href'))");
    assertEquals(9, runs.size());
    for (String run : runs) {
      assertTrue(Files.exists(folder.resolve("compared").resolve(run)), run);
    }
  }
}
