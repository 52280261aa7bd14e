package org.normprop.report.reference;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/** The pages of reference. */
public enum Reference {
  /** What is meant by backward, gain, promised and the like. */
  DEFINITIONS("what each number is", Definitions::page),
  /** Every activation, with its names elsewhere. */
  ACTIVATIONS("every activation: formula, parameters, names elsewhere", ActivationReference::page),
  /** The notation of networks. */
  ARCHITECTURE("the notation of networks", ArchitectureReference::page),
  /** A run's folder, and how to compute its predictions elsewhere. */
  RUN_FOLDER("a run's files, and its predictions computed in PyTorch", RunFolderReference::page),
  /** The file that verify takes. */
  CLAIMS_FILE(
      "the file of published numbers that verify --claims reads", ClaimsFileReference::page);

  private final String summary;
  private final Supplier<String> page;

  Reference(String summary, Supplier<String> page) {
    this.summary = summary;
    this.page = page;
  }

  /**
   * What the page is called.
   *
   * @return for example {@code run-folder}; its file is {@code run-folder.md}
   */
  public String topic() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * What the page tells.
   *
   * @return a few words
   */
  public String summary() {
    return summary;
  }

  /**
   * The page.
   *
   * @return Markdown
   */
  public String page() {
    return page.get();
  }

  /**
   * The topics there are.
   *
   * @return their names, in reading order
   */
  public static List<String> topics() {
    return Arrays.stream(values()).map(Reference::topic).toList();
  }

  /**
   * The page of a topic.
   *
   * @param topic its name
   * @return the page; empty if there is none
   */
  public static Optional<Reference> of(String topic) {
    return Arrays.stream(values()).filter(r -> r.topic().equals(topic)).findFirst();
  }
}
