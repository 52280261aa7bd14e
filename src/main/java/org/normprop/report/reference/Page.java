package org.normprop.report.reference;

/** Parts of Markdown pages. */
final class Page {

  /** What stands at the head of a page. */
  static final String GENERATED =
      "<!-- Printed by 'normprop manual TOPIC', TOPIC being this file's name; a test holds it to"
          + " that. -->\n\n";

  private Page() {}

  /** Code, with what a table would take for its own escaped; nothing of nothing. */
  static String code(String text) {
    return text.isEmpty() ? "" : "`" + text.replace("|", "\\|") + "`";
  }
}
