package org.normprop.report.plot;

import java.util.List;

/**
 * What stands below the x axis: numbers side by side, as many as leave a gap; names side by side,
 * or broken into lines, or, if even that is too long, slanting.
 *
 * @param scale the axis, cut so that no label leaves the page
 * @param ticks what is named
 * @param lines the lines of each name
 * @param turned whether names slant
 */
record XLabels(Scale scale, List<Tick> ticks, List<List<String>> lines, boolean turned) {

  static final double SIZE = 12;

  /** Between an axis and its labels. */
  static final double GAP = 7;

  private static final double ROW = 14.5;
  private static final double LONGEST = 180;
  private static final double TURN = 40; // degrees
  private static final double ANGLE = StrictMath.toRadians(TURN);
  private static final double NUMBER_GAP = 12;
  private static final double NAME_GAP = 6;

  static XLabels of(Scale wide, double margin, double pageWidth) {
    return wide.axis().kind() == Axis.Kind.CATEGORIES
        ? ofNames(wide, margin)
        : ofNumbers(wide, pageWidth);
  }

  private static XLabels ofNumbers(Scale wide, double pageWidth) {
    Scale scale = wide;
    List<Tick> ticks = wide.ticksSideBySide(SIZE, NUMBER_GAP);
    if (!ticks.isEmpty()) {
      Tick last = ticks.get(ticks.size() - 1);
      double over = wide.at(last.value()) + width(last) / 2 - (pageWidth - 4);
      scale = wide.over(wide.start(), wide.end() - Math.max(0, over));
      ticks = scale.ticksSideBySide(SIZE, NUMBER_GAP);
    }
    return new XLabels(scale, ticks, ticks.stream().map(t -> List.of(t.label())).toList(), false);
  }

  private static XLabels ofNames(Scale wide, double margin) {
    int names = wide.axis().categories().size();
    List<Tick> ticks = wide.ticks(names);
    double slot = wide.length() / names - NAME_GAP;
    if (ticks.stream().allMatch(tick -> wordsFit(tick.label(), slot))) {
      List<List<String>> lines =
          ticks.stream().map(tick -> Lines.wrap(tick.label(), SIZE, slot)).toList();
      return new XLabels(wide, ticks, lines, false);
    }
    int most = Math.max(1, (int) (wide.length() * StrictMath.sin(ANGLE) / ROW));
    List<Tick> cut = wide.ticks(most).stream().map(XLabels::shortened).toList();
    List<List<String>> lines = cut.stream().map(tick -> List.of(tick.label())).toList();
    // The first name slants down to the left and may not leave the page.
    double reach = width(cut.get(0)) * StrictMath.cos(ANGLE);
    double half = wide.length() / names / 2;
    Scale scale = wide.over(Math.max(wide.start(), margin + reach - half), wide.end());
    return new XLabels(scale, cut, lines, true);
  }

  private static boolean wordsFit(String name, double width) {
    for (String word : name.strip().split("\\s+")) {
      if (!Lines.fits(word, SIZE, width)) {
        return false;
      }
    }
    return true;
  }

  static Tick shortened(Tick tick) {
    return new Tick(tick.value(), Lines.cut(tick.label(), SIZE, LONGEST));
  }

  private static double width(Tick tick) {
    return Glyphs.width(tick.label(), SIZE) * Lines.SLACK;
  }

  static double widest(List<Tick> ticks) {
    return ticks.stream().mapToDouble(XLabels::width).max().orElse(0);
  }

  /** From the axis to the lower end of the labels. */
  double height() {
    double rows = lines.stream().mapToInt(List::size).max().orElse(1) * ROW;
    return GAP + (turned ? widest(ticks) * StrictMath.sin(ANGLE) + 8 : rows);
  }

  void draw(double axis, List<Outline> shapes) {
    for (int i = 0; i < ticks.size(); i++) {
      double at = scale.at(ticks.get(i).value());
      for (int line = 0; line < lines.get(i).size(); line++) {
        String text = lines.get(i).get(line);
        Paint paint = Colour.GREY.paint();
        shapes.add(
            turned
                ? new Outline.Label(
                    at + 4, axis + GAP + 8, text, SIZE, Outline.Anchor.END, paint, TURN)
                : new Outline.Label(
                    at, axis + GAP + 10 + line * ROW, text, SIZE, Outline.Anchor.MIDDLE, paint));
      }
    }
  }
}
