package org.normprop.cli.constants;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The page in a real browser, without a window: a script that does what a reader does is put behind
 * the page's own, and what it finds is read from the document that the browser then prints.
 */
class ConstantsInBrowserTest {

  private static final Path PAGE = Path.of("src/docs/constants.html");
  private static final List<String> BROWSERS =
      List.of("chromium", "chromium-browser", "google-chrome");

  @TempDir private Path folder;
  private String browser;

  @BeforeEach
  void thereIsOne() throws Exception {
    assumeTrue(
        Boolean.getBoolean("normprop.browser"),
        "pages are tried in a browser with -Dnormprop.browser=true");
    Optional<String> found = BROWSERS.stream().filter(ConstantsInBrowserTest::isThere).findFirst();
    assumeTrue(found.isPresent(), "no browser (Debian: chromium)");
    browser = found.orElseThrow();
    assumeTrue(starts(), browser + " does not start here");
  }

  private boolean starts() throws IOException, InterruptedException {
    Path out = folder.resolve("blank.txt");
    Process process =
        new ProcessBuilder(
                browser,
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--user-data-dir=" + folder.resolve("first"),
                "--dump-dom",
                "about:blank")
            .redirectOutput(out.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      return false;
    }
    return process.exitValue() == 0 && Files.readString(out).contains("<html");
  }

  private static boolean isThere(String program) {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":"))
        .anyMatch(path -> Files.isExecutable(Path.of(path, program)));
  }

  /** What a script says, line by line, after the page was opened at a place. */
  private List<String> says(String hash, String script, String... options) throws Exception {
    return saysOn(Files.readString(PAGE), hash, script, options);
  }

  private List<String> saysOn(String page, String hash, String script, String... options)
      throws Exception {
    String harness =
        "<script>window.said=[];window.onerror=(m)=>said.push('error '+m);"
            + "const say=(...w)=>said.push(w.join(' '));"
            + "for(const k of ['error','warn'])console[k]=(m)=>said.push('console '+m);</script>";
    String end =
        "<script>(async()=>{try{"
            + script
            + "}catch(e){said.push('error '+e)}"
            + "const out=document.createElement('pre');out.id='said';"
            + "out.textContent=said.join('\\n');document.body.append(out)})()</script>";
    Path file = folder.resolve("page.html");
    Files.writeString(
        file,
        page.replaceFirst("<body>", "<body>" + Matcher.quoteReplacement(harness))
            .replace("</body>", end + "</body>"));
    String dom = dom(file.toUri() + hash, options);
    Matcher said = Pattern.compile("<pre id=\"said\">(.*?)</pre>", Pattern.DOTALL).matcher(dom);
    assertTrue(said.find(), "the script did not end");
    String text = said.group(1).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    return text.isEmpty() ? List.of() : List.of(text.split("\n"));
  }

  private String dom(String address, String... options) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                browser,
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--user-data-dir=" + folder.resolve("profile"),
                "--host-resolver-rules=MAP * ~NOTFOUND",
                "--virtual-time-budget=5000"));
    command.addAll(List.of(options));
    command.addAll(List.of("--dump-dom", address));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String dom = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), dom);
    return dom;
  }

  private static final String FIRST =
      "const first=()=>[...document.querySelectorAll('#constants tbody tr')].find(r=>!r.hidden)"
          + ".cells[0].textContent;"
          + "const type=(w)=>{const s=document.getElementById('search');s.value=w;"
          + "s.dispatchEvent(new Event('input'))};";

  @Test
  void searchFindsNamesAliasesAndWords() throws Exception {
    List<String> said =
        says(
            "",
            FIRST
                + "for(const w of ['gelu','F.gelu','GELU','swish','nn.SiLU','max:3x3'])"
                + "{type(w);say(w,first())}"
                + "type('gauss');say([...document.querySelectorAll('#constants tbody tr')]"
                + ".filter(r=>!r.hidden).map(r=>r.cells[0].textContent).includes('gelu'));"
                + "type('no such unit');say(document.getElementById('count').textContent.split(' ')[0])");
    assertEquals(
        List.of(
            "gelu gelu",
            "F.gelu gelu",
            "GELU gelu",
            "swish silu",
            "nn.SiLU silu",
            "max:3x3 max:3x3",
            "true",
            "0"),
        said);
  }

  @Test
  void sortingOrdersNumbersAndNotTexts() throws Exception {
    List<String> said =
        says(
            "",
            "const head=[...document.querySelectorAll('#constants th')].find(h=>h.dataset.quantity==='std');"
                + "const values=()=>[...document.querySelectorAll('#constants tbody tr')]"
                + ".map(r=>r.cells[head.cellIndex].textContent).filter(v=>v!=='').map(Number);"
                + "const rises=(v)=>v.every((x,i)=>i===0||v[i-1]<=x);"
                + "head.querySelector('button').click();say(rises(values()),values().length);"
                + "head.querySelector('button').click();say(rises(values().reverse()));"
                + "say(head.getAttribute('aria-sort'))");
    assertEquals("true", said.get(0).split(" ")[0]);
    assertTrue(Integer.parseInt(said.get(0).split(" ")[1]) > 200, said.get(0));
    assertEquals(List.of("true", "descending"), said.subList(1, 3));
  }

  @Test
  void linksOpenTheUnitAndNothingElse() throws Exception {
    String script =
        "await new Promise(r=>setTimeout(r,50));"
            + "say([...document.querySelectorAll('.unit')].filter(u=>u.offsetHeight>0)"
            + ".map(u=>u.id).join('|'),document.getElementById('constants').offsetHeight);";
    assertEquals(List.of("gelu 0"), says("#gelu", script));
    assertEquals(List.of("relu,max:3x3 0"), says("#relu,max:3x3", script));
    assertEquals(
        List.of("241"),
        says(
            "",
            "say([...document.querySelectorAll('#constants tbody a')]"
                + ".filter(a=>document.getElementById(decodeURIComponent(a.hash.slice(1)))).length)"));
  }

  @Test
  void noRequestLeavesThePageAndNothingIsAmiss() throws Exception {
    assertEquals(List.of("0"), says("", "say(performance.getEntriesByType('resource').length)"));
  }

  @Test
  void aPhoneNeedNotScrollSideways() throws Exception {
    String script =
        "const f=document.createElement('iframe');f.style.cssText='width:390px;height:800px';"
            + "const page=document.documentElement.outerHTML.replaceAll(/<script>.*?<\\/script>/gs,'');"
            + "document.body.append(f);"
            + "for(const place of ['','gelu','relu,max:3x3']){"
            + "f.contentDocument.open();f.contentDocument.write(page);f.contentDocument.close();"
            + "const d=f.contentDocument;"
            + "if(place){d.getElementById(place).style.display='block'}"
            + "say(d.documentElement.scrollWidth<=390)}";
    assertEquals(List.of("true", "true", "true"), says("", script));
  }

  /** WCAG 2: the ratio of luminances of every text and what lies behind it. */
  @Test
  void everyTextHasContrast() throws Exception {
    String script =
        "const rgb=(c)=>c.match(/[\\d.]+/g).map(Number);"
            + "const lum=(c)=>{const [r,g,b]=rgb(c).map(v=>{v/=255;"
            + "return v<=.04045?v/12.92:((v+.055)/1.055)**2.4});return .2126*r+.7152*g+.0722*b};"
            + "const back=(e)=>{for(;e;e=e.parentElement){const c=getComputedStyle(e).backgroundColor;"
            + "const p=rgb(c);if(p.length<4||p[3]>0)return c}return 'rgb(255,255,255)'};"
            + "let least=99,worst='';"
            + "for(const e of document.querySelectorAll('h1,h2,h3,p,a,td,th,code,pre,button,label,"
            + "input,select,summary,svg text')){const s=getComputedStyle(e);"
            + "const c=e.namespaceURI.endsWith('svg')?s.fill:s.color;"
            + "const [x,y]=[lum(c),lum(back(e))].sort((a,b)=>b-a);"
            + "const k=(x+.05)/(y+.05);if(k<least){least=k;worst=e.outerHTML.slice(0,80)+s.color+back(e)}}"
            + "say(least,worst)";
    String light =
        Files.readString(PAGE).replace("color-scheme: light dark", "color-scheme: light");
    String dark =
        light
            .replace("color-scheme: light", "color-scheme: dark")
            .replace("@media (prefers-color-scheme: dark)", "@media all");
    for (String page : List.of(light, dark)) {
      String worst = saysOn(page, "#gelu", script).get(0);
      double least = Double.parseDouble(worst.split(" ")[0]);
      assertTrue(least >= 4.5, (page.equals(dark) ? "dark " : "light ") + worst);
    }
  }

  @Test
  void whatIsCopiedRunsAndPrintsAStdOfOne() throws Exception {
    for (String framework : List.of("PyTorch")) {
      String module = "torch";
      Optional<String> python =
          List.of("python3", "/usr/bin/python3").stream()
              .filter(p -> run(p, "import " + module).isPresent())
              .findFirst();
      if (python.isEmpty()) {
        continue;
      }
      for (String unit : List.of("gelu", "selu", "mish")) {
        List<String> said =
            says(
                "#" + unit,
                "let text='';navigator.clipboard.writeText=async(t)=>{text=t};"
                    + "const code=document.getElementById('"
                    + unit
                    + "');[...code.querySelectorAll('h3')].find(h=>h.textContent==='"
                    + framework
                    + "').nextElementSibling.click();"
                    + "await new Promise(r=>setTimeout(r,50));say(text)");
        String printed = run(python.get(), String.join("\n", said)).orElseThrow();
        Matcher number = Pattern.compile("[0-9.]+").matcher(printed);
        assertTrue(number.find(), printed);
        double std = Double.parseDouble(number.group());
        // A million draws: the standard error of these stds is below 0.0015.
        assertEquals(1, std, 0.006, unit);
      }
    }
  }

  private static Optional<String> run(String python, String code) {
    try {
      Process process =
          new ProcessBuilder(python, "-c", code)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor() == 0 ? Optional.of(out.strip()) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  @Test
  void withoutScriptsItIsATableWithLinks() throws Exception {
    Files.copy(PAGE, folder.resolve("plain.html"));
    List<String> said =
        saysOn(
            "<!DOCTYPE html><body><iframe sandbox='allow-same-origin' src='plain.html#gelu'>"
                + "</iframe></body>",
            "",
            "const f=document.querySelector('iframe');await new Promise(r=>{f.onload=r});"
                + "const d=f.contentDocument;say(d.querySelector('.find').offsetHeight);"
                + "say(d.querySelectorAll('#constants tbody a').length);"
                + "say(d.getElementById('gelu').offsetHeight>0,d.getElementById('relu').offsetHeight);"
                + "say(d.querySelectorAll('.copy').length)",
            "--allow-file-access-from-files");
    assertEquals(List.of("0", "241", "true 0", "0"), said);
  }
}
