package org.normprop.browser;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.SessionNotCreatedException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.chromium.ChromiumDriverLogLevel;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.remote.CommandInfo;
import org.openqa.selenium.remote.HttpCommandExecutor;
import org.openqa.selenium.remote.RemoteWebDriver;
import org.openqa.selenium.remote.http.HttpClient;
import org.openqa.selenium.remote.http.HttpMethod;

/** A real browser without a window, driven by Selenium; nothing is looked for on the network. */
final class Browser implements AutoCloseable {

  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome");

  private final ChromeDriverService service;
  private final Driver driver;

  private Browser(ChromeDriverService service, Driver driver) {
    this.service = service;
    this.driver = driver;
    driver.tools("Emulation.setFocusEmulationEnabled", Map.of("enabled", true));
  }

  /** Starts one, or skips the test and says what is missing. */
  static Browser start(Path profile) {
    return start(profile, true);
  }

  /** One whose user has turned JavaScript off. */
  static Browser startWithoutScripts(Path profile) {
    return start(profile, false);
  }

  private static Browser start(Path profile, boolean scripts) {
    assumeTrue(
        Boolean.getBoolean("normprop.browser"),
        "pages are tried in a browser with -Dnormprop.browser=true");
    Optional<File> browser = NAMES.stream().flatMap(Browser::found).findFirst();
    assumeTrue(browser.isPresent(), "no browser (Debian: chromium)");
    Optional<File> chromedriver = found("chromedriver").findFirst();
    assumeTrue(chromedriver.isPresent(), "no chromedriver (Debian: chromium-driver)");
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(chromedriver.get())
            .withLogLevel(ChromiumDriverLogLevel.OFF)
            .withLogOutput(OutputStream.nullOutputStream())
            .build();
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    logs.enable(LogType.PERFORMANCE, Level.ALL);
    ChromeOptions options = new ChromeOptions();
    options.setBinary(browser.get());
    if (!scripts) {
      options.setExperimentalOption(
          "prefs", Map.of("profile.managed_default_content_settings.javascript", 2));
    }
    options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-background-networking",
        "--disable-component-update",
        "--host-resolver-rules=MAP * ~NOTFOUND",
        "--user-data-dir=" + profile);
    try {
      service.start();
      return new Browser(service, new Driver(service, options));
    } catch (SessionNotCreatedException | IOException e) {
      service.stop();
      String why = e.getMessage().lines().findFirst().orElse("");
      assumeTrue(false, "the browser does not start: " + why);
      throw new IllegalStateException(e);
    }
  }

  /**
   * Speaks to the driver, and through it to the browser's tools. Selenium's own class for the
   * browser needs the part that looks for drivers on the network, which is not here.
   */
  private static final class Driver extends RemoteWebDriver {

    private static final String TOOLS = "tools";

    Driver(ChromeDriverService service, ChromeOptions options) {
      super(
          new HttpCommandExecutor(
              HttpClient.Factory.createDefault().createClient(service.getUrl()),
              Map.of(
                  TOOLS, new CommandInfo("/session/:sessionId/goog/cdp/execute", HttpMethod.POST)),
              service.getUrl()),
          options);
    }

    Map<?, ?> tools(String command, Map<String, Object> parameters) {
      return (Map<?, ?>) execute(TOOLS, Map.of("cmd", command, "params", parameters)).getValue();
    }
  }

  private static Stream<File> found(String program) {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .map(Path::toFile);
  }

  /** Opens a file, at a place behind {@code #} or at its beginning, with a clean log. */
  void open(Path page, String place) {
    driver.get("about:blank"); // another place alone would not load the page again
    driver.manage().logs().get(LogType.BROWSER);
    driver.manage().logs().get(LogType.PERFORMANCE);
    driver.get(page.toAbsolutePath().toUri() + (place.isEmpty() ? "" : "#" + place));
    // A busy machine's driver may come back before the page does.
    waitsFor("return location.protocol === 'file:' && document.readyState === 'complete'");
  }

  /** What a script returns. */
  Object run(String script, Object... arguments) {
    return driver.executeScript(script, arguments);
  }

  boolean isTrue(String script, Object... arguments) {
    return (Boolean) run(script, arguments);
  }

  @SuppressWarnings("unchecked")
  List<String> texts(String script, Object... arguments) {
    return (List<String>) run(script, arguments);
  }

  List<WebElement> all(String selector) {
    return driver.findElements(By.cssSelector(selector));
  }

  WebElement one(String selector) {
    return driver.findElement(By.cssSelector(selector));
  }

  /** The element that has the focus. */
  WebElement focused() {
    return driver.switchTo().activeElement();
  }

  /** What the page wrote to the console: errors and warnings, its own and the browser's. */
  List<String> console() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .map(entry -> entry.getLevel() + " " + entry.getMessage())
        .toList();
  }

  /**
   * Addresses that were asked for since the page was opened, but for itself and what it carries.
   */
  List<String> requests() {
    return driver.manage().logs().get(LogType.PERFORMANCE).getAll().stream()
        .map(entry -> entry.getMessage())
        .filter(message -> message.contains("\"Network.requestWillBeSent\""))
        .map(message -> message.replaceAll("(?s).*\"request\":\\{.*?\"url\":\"([^\"]*)\".*", "$1"))
        .filter(url -> !url.startsWith("data:") && !url.startsWith("file:"))
        .toList();
  }

  /** As wide as a screen, in its own pixels. */
  void width(int pixels) {
    driver.tools(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", pixels, "height", 900, "deviceScaleFactor", 1, "mobile", false));
  }

  /** Draws the page from an element on, at most so high, whatever of it is on the screen. */
  void picture(Path file, String first, int height) throws IOException {
    Map<?, ?> part =
        (Map<?, ?>)
            run(
                "const top = Math.max(0, document.querySelector(arguments[0])"
                    + ".getBoundingClientRect().top + scrollY - 16);"
                    + "const all = document.documentElement;"
                    + "return {x: 0, y: top, width: all.clientWidth, scale: 1,"
                    + " height: Math.min(arguments[1], all.scrollHeight - top)}",
                first,
                height);
    Map<?, ?> image =
        driver.tools(
            "Page.captureScreenshot",
            Map.of("captureBeyondViewport", true, "optimizeForSpeed", false, "clip", part));
    Files.createDirectories(file.getParent());
    Files.write(file, Base64.getDecoder().decode((String) image.get("data")));
  }

  void scheme(String lightOrDark) {
    driver.tools(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", lightOrDark))));
  }

  /** Waits until something is so. */
  boolean waitsFor(String script) {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    boolean holds = isTrue(script);
    while (!holds && System.nanoTime() < end) {
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
      holds = isTrue(script);
    }
    return holds;
  }

  @Override
  public void close() {
    driver.quit();
    service.stop();
  }
}
