package org.normprop.report.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;

/** Draws shapes into an image. Text is drawn as outlines, so no font has to be installed. */
final class Raster {

  private final Graphics2D graphics;

  private Raster(Graphics2D graphics) {
    this.graphics = graphics;
  }

  static BufferedImage of(Drawing drawing, double scale) {
    BufferedImage image =
        new BufferedImage(
            (int) Math.ceil(drawing.width() * scale),
            (int) Math.ceil(drawing.height() * scale),
            BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    try {
      graphics.setColor(Color.WHITE);
      graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
      graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
      graphics.setRenderingHint(
          RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
      graphics.scale(scale, scale);
      new Raster(graphics).draw(drawing.shapes());
    } finally {
      graphics.dispose();
    }
    return image;
  }

  private void draw(List<Outline> shapes) {
    shapes.forEach(this::draw);
  }

  private void draw(Outline shape) {
    if (shape instanceof Outline.Path path) {
      path(path);
    } else if (shape instanceof Outline.Box box) {
      graphics.setColor(colour(box.fill()));
      graphics.fill(new Rectangle2D.Double(box.x(), box.y(), box.width(), box.height()));
    } else if (shape instanceof Outline.Dot dot) {
      double r = dot.radius();
      graphics.setColor(colour(dot.fill()));
      graphics.fill(new Ellipse2D.Double(dot.x() - r, dot.y() - r, 2 * r, 2 * r));
    } else if (shape instanceof Outline.Label label) {
      label(label);
    } else if (shape instanceof Outline.Clip clip) {
      java.awt.Shape before = graphics.getClip();
      graphics.clip(new Rectangle2D.Double(clip.x(), clip.y(), clip.width(), clip.height()));
      draw(clip.shapes());
      graphics.setClip(before);
    } else if (shape instanceof Outline.Moved moved) {
      graphics.translate(moved.dx(), moved.dy());
      draw(moved.shapes());
      graphics.translate(-moved.dx(), -moved.dy());
    }
  }

  private void path(Outline.Path path) {
    Path2D.Double line = new Path2D.Double();
    for (int i = 0; i < path.x().length; i++) {
      if (i == 0) {
        line.moveTo(path.x()[i], path.y()[i]);
      } else {
        line.lineTo(path.x()[i], path.y()[i]);
      }
    }
    if (path.fill() != null) {
      graphics.setColor(colour(path.fill()));
      graphics.fill(line);
    }
    if (path.pen() != null) {
      graphics.setColor(colour(path.pen().paint()));
      graphics.setStroke(stroke(path.pen()));
      graphics.draw(line);
    }
  }

  private void label(Outline.Label label) {
    double width = Glyphs.width(label.text(), label.size());
    double before =
        switch (label.anchor()) {
          case START -> 0;
          case MIDDLE -> width / 2;
          case END -> width;
        };
    var transform = graphics.getTransform();
    graphics.translate(label.x(), label.y());
    graphics.rotate(-Math.toRadians(label.degrees()));
    graphics.translate(-before, 0);
    graphics.setColor(colour(label.paint()));
    graphics.fill(Glyphs.outline(label.text(), label.size()));
    graphics.setTransform(transform);
  }

  private static BasicStroke stroke(Outline.Pen pen) {
    double[] dash = pen.dash().lengths();
    float width = (float) pen.width();
    return dash.length == 0
        ? new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND)
        : new BasicStroke(
            width,
            BasicStroke.CAP_BUTT,
            BasicStroke.JOIN_ROUND,
            1,
            new float[] {(float) dash[0], (float) dash[1]},
            0);
  }

  private static Color colour(Paint paint) {
    return new Color((int) Math.rint(paint.opacity() * 255) << 24 | paint.rgb(), true);
  }
}
