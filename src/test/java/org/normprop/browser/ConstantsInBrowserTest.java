package org.normprop.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The committed page of constants, as a reader of the repository opens it. */
class ConstantsInBrowserTest {

  private static final Path PAGE = Path.of("src/docs/constants.html");
  private static final String SHOWN =
      "const shown = [...document.querySelectorAll('#constants tbody tr')].filter(r => !r.hidden)"
          + ".map(r => r.cells[0].textContent);";

  @TempDir private static Path profile;
  private static Browser browser;

  @BeforeAll
  static void start() {
    browser = Browser.start(profile);
  }

  @AfterAll
  static void stop() {
    if (browser != null) {
      browser.close();
    }
  }

  private static List<String> find(String words) {
    WebElement search = browser.one("input[type=search]");
    search.sendKeys(Keys.chord(Keys.CONTROL, "a"), Keys.BACK_SPACE, words);
    return browser.texts(SHOWN + "return shown");
  }

  @ParameterizedTest
  @CsvSource({
    "gelu, gelu",
    "GELU, gelu",
    "F.gelu, gelu",
    "f.Gelu, gelu",
    "swish, silu",
    "nn.SiLU, silu",
    "jax.nn.silu, silu",
    "leaky relu, leaky_relu",
    "'max:3x3', 'max:3x3'",
    "'relu,max:2x2', 'relu,max:2x2'"
  })
  void searchFindsAUnitByItsNamesFirst(String words, String unit) {
    browser.open(PAGE, "");
    assertEquals(unit, find(words).get(0));
  }

  @Test
  void searchFindsWordsAndSaysHowMany() {
    browser.open(PAGE, "");
    assertTrue(find("gauss").contains("gelu"));
    assertTrue(find("x Phi(x)").contains("gelu"));
    assertTrue(find("logistic").contains("sigmoid"));
    assertEquals(List.of(), find("no such unit"));
    assertEquals("0 of 241 units", browser.one("output").getText());
    assertEquals(241, find("").size());
  }

  @Test
  void enterOpensTheFirstThatIsFound() throws Exception {
    browser.open(PAGE, "");
    browser.one("input[type=search]").sendKeys("F.gelu", Keys.ENTER);
    assertTrue(browser.waitsFor("return location.hash === '#gelu'"));
    assertTrue(browser.one("#gelu").isDisplayed());
  }

  @ParameterizedTest
  @ValueSource(strings = {"mean", "std", "gain", "rms gain", "backward"})
  void sortingOrdersNumbersAndNotTexts(String heading) {
    browser.open(PAGE, "");
    WebElement button =
        browser.all("#constants th button").stream()
            .filter(b -> b.getText().equals(heading))
            .findFirst()
            .orElseThrow();
    String values =
        "const head = [...document.querySelectorAll('#constants thead th')]"
            + ".find(h => h.textContent === arguments[0]);"
            + "const values = [...document.querySelectorAll('#constants tbody tr')]"
            + ".map(r => r.cells[head.cellIndex].textContent);"
            + "const numbers = values.filter(v => v !== '').map(Number);"
            + "const empty = values.indexOf('');"
            + "const up = numbers.every((v, i) => i === 0 || numbers[i - 1] <= v);"
            + "const down = numbers.every((v, i) => i === 0 || numbers[i - 1] >= v);"
            + "const last = empty < 0 || values.slice(empty).every(v => v === '');"
            + "return [up ? 'up' : '', down ? 'down' : '', head.ariaSort, String(last),"
            + " String(numbers.length > 200)]";
    button.click();
    assertEquals(List.of("up", "", "ascending", "true", "true"), browser.texts(values, heading));
    button.sendKeys(Keys.ENTER); // by keyboard as well
    assertEquals(List.of("", "down", "descending", "true", "true"), browser.texts(values, heading));
  }

  @Test
  void filtersShowAFamilyAndAQuantity() {
    browser.open(PAGE, "");
    browser.one("select[data-by=group]").sendKeys("pooling");
    List<String> shown = browser.texts(SHOWN + "return shown");
    assertTrue(shown.contains("max:3x3"));
    assertFalse(shown.contains("gelu"));
    browser.one("select[data-by=column]").sendKeys("std");
    assertEquals(
        List.of("unit", "std", "family"),
        browser.texts(
            "return [...document.querySelectorAll('#constants thead th')].filter(h => !h.hidden)"
                + ".map(h => h.textContent)"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gelu", "relu,max:3x3", "dropout:keep=0.25", "geglu"})
  void aLinkOpensTheUnitAndNothingElse(String unit) {
    browser.open(PAGE, unit);
    assertEquals(
        List.of(unit),
        browser.texts(
            "return [...document.querySelectorAll('.unit')].filter(u => u.checkVisibility())"
                + ".map(u => u.id)"));
    assertFalse(browser.one("#constants").isDisplayed());
    browser.one("section:target a").click();
    assertTrue(browser.one("#constants").isDisplayed());
  }

  @Test
  void everyUnitOfTheTableHasItsLink() {
    browser.open(PAGE, "");
    assertEquals(
        241L,
        browser.run(
            "return [...document.querySelectorAll('#constants tbody a')]"
                + ".filter(a => document.getElementById(decodeURIComponent(a.hash.slice(1)))).length"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "gelu", "relu,max:3x3", "geglu"})
  void everyPlaceIsSoundForEveryReader(String place) {
    PageChecks.isQuiet(browser, PAGE, place);
    PageChecks.fitsAPhone(browser, PAGE, place);
    PageChecks.hasContrast(browser, PAGE, place);
    PageChecks.chartsTellTheirNumbers(browser, PAGE, place);
  }

  @Test
  void whoHearsThePageIsToldWhatIsWhat() {
    PageChecks.canBeHeard(browser, PAGE, "");
  }

  /** What the copy button of some code takes, by the old way and by the clipboard. */
  private static String copied(String unit, String heading) throws Exception {
    browser.open(PAGE, unit);
    browser.run(
        "window.taken = '';"
            + "navigator.clipboard.writeText = async text => { window.taken = text; };"
            + "const h = [...document.getElementById(arguments[0]).querySelectorAll('h3')]"
            + ".find(h => h.textContent === arguments[1]);"
            + "h.nextElementSibling.querySelector('.copy').click()",
        unit,
        heading);
    assertTrue(browser.waitsFor("return window.taken !== ''"));
    return (String) browser.run("return window.taken");
  }

  @ParameterizedTest
  @CsvSource({
    "PyTorch, torch",
    "JAX, jax",
    "Keras, keras",
  })
  void whatIsCopiedRunsAndPrintsAStdOfOne(String framework, String module) throws Exception {
    Optional<Python> python = Python.with(module);
    assumeTrue(python.isPresent(), "no Python with " + module);
    for (String unit : List.of("gelu", "selu", "mish", "relu,max:2x2", "geglu")) {
      String printed = python.get().prints(copied(unit, framework)).orElse("an error");
      assertEquals("std 1", printed, unit);
    }
  }

  @Test
  void withoutAClipboardTheCodeIsSelected() {
    browser.open(PAGE, "gelu");
    browser.run(
        "navigator.clipboard.writeText = async text => { throw new Error('refused'); };"
            + "document.execCommand = () => false;");
    browser.one("#gelu pre:not(.csv)").isDisplayed();
    browser.all("#gelu .copy").stream()
        .filter(WebElement::isDisplayed)
        .findFirst()
        .orElseThrow()
        .click();
    Matcher selected =
        Pattern.compile("y = \\(").matcher((String) browser.run("return String(getSelection())"));
    assertTrue(selected.find());
  }

  @Test
  void withoutScriptsItIsATableWithLinks(@TempDir Path other) {
    try (Browser plain = Browser.startWithoutScripts(other)) {
      plain.open(PAGE, "");
      assertTrue(plain.one("#constants").isDisplayed());
      assertFalse(plain.one("form.find").isDisplayed());
      assertEquals(241, plain.all("#constants tbody a").size());
      assertEquals(0, plain.all("button").size());
      plain.open(PAGE, "gelu");
      assertTrue(plain.one("#gelu").isDisplayed());
      assertTrue(plain.one("#gelu pre:not(.csv)").isDisplayed());
      assertFalse(plain.one("#relu").isDisplayed());
      plain.one("#gelu summary").click();
      assertTrue(plain.one("#gelu pre.csv").isDisplayed());
    }
  }
}
