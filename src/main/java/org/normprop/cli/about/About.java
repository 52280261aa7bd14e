package org.normprop.cli.about;

import org.normprop.cli.line.ProgramWords;

/** What help, completion and manual page say of this program beside its commands. */
public final class About {

  private static final String DESCRIPTION =
      """
      .B normprop
      finds mean and standard deviation of activations, pooling windows, dropout and chains of them
      under N(0,1) input, by sampling and by an exact route, checks published numbers against them,
      and trains networks whose layers are normalised by these constants.
      .PP
      A unit is written as stages joined by commas, the first applied first:
      .BR relu ,
      .BR leaky_relu:slope=0.2 ,
      .BR relu,max:3x3 ,
      .BR avg:2x2 ,
      .BR lp:2x2:p=3 ,
      .BR dropout:keep=0.8 ,
      .BR expr:x*sigmoid(1.702*x) .
      The activations are listed by normprop estimate \\-\\-help.
      Numbers may be written as 1e7. Results go to standard output, progress and remarks to standard
      error.
      """;

  private static final String REST =
      """
      .SH EXIT STATUS
      .TP
      .B 0
      Done.
      .TP
      .B 1
      A check failed: tables \\-\\-check, verify \\-\\-strict, or methods that disagree.
      .TP
      .B 2
      The command line is wrong.
      .TP
      .B 3
      A file or the network failed, or its contents are bad.
      .TP
      .B 4
      Training diverged.
      .TP
      .B 70
      A bug of the program.
      .TP
      .B 130
      Interrupted.
      .SH ENVIRONMENT
      .TP
      .B XDG_CACHE_HOME
      Data sets and native libraries are kept in normprop below it; ~/.cache where it is not set.
      .TP
      .B NO_COLOR
      No colours, if set.
      """;

  public static final ProgramWords PROGRAM =
      new ProgramWords(
          "normprop",
          "statistics of neural-network layers, and networks normalised by them",
          Version::current,
          DESCRIPTION,
          REST);

  private About() {}
}
