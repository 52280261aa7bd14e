package org.normprop.cli.line;

import java.util.function.Supplier;

/**
 * What a program is called and says of itself.
 *
 * @param name what it is called by on a command line
 * @param summary what it is, in a line without a full stop
 * @param version tells its version, read only if that is wanted
 * @param description what the manual page says before the commands, in the macros of roff
 * @param rest the sections of the manual page after the commands, in the macros of roff
 */
public record ProgramWords(
    String name, String summary, Supplier<String> version, String description, String rest) {

  /** A call of it, as typed. */
  String call(String rest) {
    return name + " " + rest;
  }
}
