package org.normprop.cli.line;

import java.io.IOException;
import java.util.List;

/** A command of the program. */
public interface Command {

  /** Its name on the command line. */
  String name();

  /** What it does, in a line. */
  String summary();

  /** Its options. */
  List<Option> options();

  /** What follows the name, besides options: for example {@code UNIT...}; empty for nothing. */
  String operands();

  /** Operands that a shell can offer; none where they are files, or anything. */
  default List<String> operandWords() {
    return List.of();
  }

  /**
   * What its help tells beyond the summary and the options; empty for nothing. It may list what the
   * catalogs hold, so it is no part of the manual, which is a file that a new entry would outdate.
   */
  default String remark() {
    return "";
  }

  /** Calls to show in its help. */
  List<String> examples();

  /**
   * Runs it.
   *
   * @return the exit code
   * @throws IOException if a file failed
   */
  int run(Arguments arguments, Console console) throws IOException;

  /** What is kept when it is interrupted, and how to go on; empty if there is nothing to say. */
  default String goOn() {
    return "";
  }
}
