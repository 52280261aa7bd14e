package org.normprop.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;

/** What holds for every page. */
final class PageChecks {

  /**
   * WCAG 2: the least ratio of luminances of a text and what lies behind it, over all text that is
   * seen. Behind a text of a chart lie the areas drawn before it.
   */
  private static final String CONTRAST =
      """
      const parse = c => { const v = c.match(/[\\d.]+/g).map(Number); return v.length < 4 ? [...v, 1] : v; };
      const over = (a, b) => [0, 1, 2].map(i => a[i] * a[3] + b[i] * (1 - a[3])).concat(1);
      const luminance = c => { const [r, g, b] = c.map(v => { v /= 255;
        return v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4; });
        return .2126 * r + .7152 * g + .0722 * b; };
      const paper = e => { const layers = [];
        for (; e; e = e.parentElement) layers.push(parse(getComputedStyle(e).backgroundColor));
        return layers.reverse().reduce((below, c) => over(c, below), [255, 255, 255, 1]); };
      const drawn = text => { const box = text.getBoundingClientRect();
        const x = box.left + box.width / 2, y = box.top + box.height / 2;
        let colour = paper(text.closest('svg.plot').parentElement);
        for (const shape of text.closest('svg.plot').querySelectorAll('rect,path,circle')) {
          if (!(shape.compareDocumentPosition(text) & 4)) break;
          const s = getComputedStyle(shape), r = shape.getBoundingClientRect();
          if (s.fill === 'none' || x < r.left || x > r.right || y < r.top || y > r.bottom) continue;
          const c = parse(s.fill); c[3] *= Number(s.fillOpacity); colour = over(c, colour); }
        return colour; };
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      let least = 99, worst = 'no text', seen = 0;
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const e = node.parentElement;
        if (node.textContent.trim() === '' || e.closest('script,style')) continue;
        if (!e.checkVisibility() || e.getBoundingClientRect().width === 0) continue;
        const s = getComputedStyle(e), isDrawn = e.namespaceURI.endsWith('svg');
        const back = isDrawn ? drawn(e) : paper(e);
        const front = over(parse(isDrawn ? s.fill : s.color), back);
        const [a, b] = [luminance(front), luminance(back)].sort((p, q) => q - p);
        const ratio = (a + .05) / (b + .05);
        seen++;
        if (ratio < least) { least = ratio; worst = e.outerHTML.slice(0, 120) + ' ' + front + ' on ' + back; }
      }
      return [String(least), worst, String(seen)];
      """;

  private PageChecks() {}

  /** Nothing is amiss in the console, and nothing is asked of any server. */
  static void isQuiet(Browser browser, Path page, String place) {
    browser.open(page, place);
    assertEquals(List.of(), browser.console(), page + " " + place);
    assertEquals(List.of(), browser.requests(), page + " " + place);
  }

  /** A phone's 390 pixels need no scrolling sideways. */
  static void fitsAPhone(Browser browser, Path page, String place) {
    browser.width(390);
    browser.open(page, place);
    browser.run("document.querySelectorAll('details').forEach(d => { d.open = true; })");
    assertEquals(
        390L,
        browser.run("return Math.max(390, document.documentElement.scrollWidth)"),
        page + " " + place);
    browser.width(1200);
  }

  static void hasContrast(Browser browser, Path page, String place) {
    for (String scheme : List.of("light", "dark")) {
      browser.scheme(scheme);
      browser.open(page, place);
      browser.run("document.querySelectorAll('details').forEach(d => { d.open = true; })");
      List<String> said = browser.texts(CONTRAST);
      assertTrue(Double.parseDouble(said.get(0)) >= 4.5, scheme + " " + page + ": " + said);
      assertTrue(Integer.parseInt(said.get(2)) > 30, scheme + " " + page + ": " + said);
    }
    browser.scheme("light");
  }

  /** Everything that can be worked has a name, and headings do not leave out a level. */
  static void canBeHeard(Browser browser, Path page, String place) {
    browser.open(page, place);
    assertEquals(
        List.of(),
        browser.texts(
            """
            const amiss = [];
            for (const e of document.querySelectorAll('input,select')) {
              if (e.labels.length === 0) amiss.push('no label: ' + e.outerHTML);
            }
            for (const e of document.querySelectorAll('button,a,summary')) {
              if (!(e.getAttribute('aria-label') ?? e.textContent).trim()) amiss.push('no name: ' + e.outerHTML);
            }
            for (const e of document.querySelectorAll('svg.plot')) {
              if (e.getAttribute('role') !== 'img' || !e.getAttribute('aria-label')) amiss.push(e.outerHTML.slice(0, 80));
            }
            for (const e of document.querySelectorAll('img')) if (!e.hasAttribute('alt')) amiss.push(e.outerHTML);
            let level = 0;
            for (const e of document.querySelectorAll('h1,h2,h3,h4')) {
              const now = Number(e.tagName[1]);
              if (now > level + 1) amiss.push('after h' + level + ': ' + e.outerHTML);
              level = now;
            }
            if (document.querySelectorAll('h1').length !== 1) amiss.push('not one h1');
            if (document.querySelectorAll('main').length !== 1) amiss.push('not one main');
            if (document.documentElement.lang !== 'en') amiss.push('no language');
            const ids = [...document.querySelectorAll('[id]')].map(e => e.id);
            if (new Set(ids).size !== ids.length) amiss.push('an id is there twice');
            return amiss;
            """),
        page.toString());
  }

  /** Every chart has its numbers, and the keyboard reads them. */
  static void chartsTellTheirNumbers(Browser browser, Path page, String place) {
    browser.open(page, place);
    assertEquals(
        List.of(),
        browser.texts(
            """
            const amiss = [];
            for (const figure of document.querySelectorAll('.chart')) {
              if (!figure.checkVisibility()) continue;
              const plot = figure.querySelector('.plot');
              const lines = figure.querySelector('pre.csv').textContent.trim().split('\\n');
              const name = plot.getAttribute('aria-label');
              if (lines.length < 2) amiss.push('no numbers: ' + name);
              if (!plot.dataset.x || lines[0].split(',')[2] === 'to') continue;
              plot.focus();
              plot.dispatchEvent(new KeyboardEvent('keydown', {key: 'ArrowRight'}));
              const tip = figure.querySelector('.tip').textContent;
              if (!/: -?[0-9]/.test(tip)) amiss.push('nothing read: ' + name + tip);
              plot.blur();
            }
            return amiss;
            """),
        page.toString());
  }
}
