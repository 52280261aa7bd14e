package org.normprop.report.reference;

import java.util.List;
import java.util.stream.Collectors;

/** The notation of networks, with an example of each part. */
public final class ArchitectureReference {

  /**
   * A part of the notation.
   *
   * @param text how it is written
   * @param meaning what it is
   * @param example a whole network with it
   */
  public record Part(String text, String meaning, String example) {}

  private ArchitectureReference() {}

  /**
   * The parts of the notation.
   *
   * @return in reading order; every example is a network that can be trained
   */
  public static List<Part> parts() {
    return List.of(
        new Part("F(units)", "fully connected, with the activation behind it", "F(64)-F(10)"),
        new Part(
            "C(filters,size,stride,padding)",
            "convolution with the activation behind it; the size 3, or 3x5 for 3 rows and 5 columns",
            "C(16,3,1,1)-F(10)"),
        new Part(
            "C(...,groups=G)",
            "its channels in G parts that do not see each other; as many as channels: depthwise",
            "C(16,3,1,1)-C(16,3,1,1,groups=16)-C(32,1,1,0)-F(10)"),
        new Part(
            "C(...,linear), F(...,linear)",
            "without the activation; the last C or F is linear without being told",
            "F(32,linear)-A-F(10)"),
        new Part(
            "A", "the activation on its own, normalised by its constants", "F(32,linear)-A-F(10)"),
        new Part(
            "P(size,stride,padding,max)",
            "max pooling; avg for average pooling",
            "C(16,3,1,1)-P(2,2,0,max)-F(10)"),
        new Part(
            "P(global,avg)", "one window over the whole image", "C(16,3,1,1)-P(global,avg)-F(10)"),
        new Part(
            "D(keep=0.8), D(drop=0.2)",
            "dropout; D(keep=0.9,alpha) for alpha dropout. A bare number is refused, as PyTorch's is"
                + " what is dropped and the papers' what is kept",
            "F(64)-D(keep=0.8)-F(10)"),
        new Part(
            "R(BODY), R(BODY|SHORTCUT)",
            "what the body makes is added to the input, or to the shortcut: (shortcut + a"
                + " body)/sqrt(1 + a^2) with --residual unit and a by --branch-scale, shortcut + a"
                + " body with sum, shortcut + a body(x/beta) with nf",
            "C(16,3,1,1)-R(C(16,3,1,1)-C(16,3,1,1,linear))-A-P(global,avg)-F(10)"),
        new Part(
            "B(BRANCH|BRANCH|...)",
            "branches side by side, concatenated along channels; an empty one is the input itself",
            "C(8,3,1,1)-B(|C(8,3,1,1))-P(global,avg)-F(10)"),
        new Part("3xF(64), 3xR(...)", "the same three times", "3xF(64)-F(10)"),
        new Part("3x(R(...)-A)", "several layers three times", "3x(F(64)-D(drop=0.1))-F(10)"));
  }

  static String page() {
    return "# The notation of networks\n\n"
        + Page.GENERATED
        + "Layers from the first to the last, joined by hyphens, as in the paper on Normalization"
        + " Propagation (section 5), with branches. In a shell, quote it: `--arch"
        + " 'R(F(64)|)-F(10)'`. What stands wrong is shown with its place.\n\n"
        + "| text | what it is | for example |\n|---|---|---|\n"
        + parts().stream()
            .map(
                p ->
                    "| "
                        + Page.code(p.text())
                        + " | "
                        + p.meaning().replace("|", "\\|")
                        + " | "
                        + Page.code(p.example())
                        + " |\n")
            .collect(Collectors.joining())
        + "\nWhich activation, which normalisation and which constants are options of `train`:"
        + " `--activation`, `--norm`, `--pooling`, `--rho`, `--calibrate`, `--residual`,"
        + " `--branch-scale`, `--borders`.\n";
  }
}
