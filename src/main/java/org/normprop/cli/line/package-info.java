/**
 * A command line, whatever the program: it knows no command of ours, and sees {@code text} alone.
 *
 * <p>In reading order: {@link org.normprop.cli.line.Command} is what a program is made of, with
 * {@link org.normprop.cli.line.Option} and the {@link org.normprop.cli.line.Arguments} that it is
 * run with; {@link org.normprop.cli.line.ProgramWords} is what the program is called. From these
 * follow {@link org.normprop.cli.line.Help}, {@link org.normprop.cli.line.ManualPage} and the two
 * completions. {@link org.normprop.cli.line.Console} is where a command writes to, with {@link
 * org.normprop.cli.line.Progress} on a terminal; {@link org.normprop.cli.line.Interruption} tells
 * how to go on after Ctrl-C, and {@link org.normprop.cli.line.ExitCode} how it ended.
 */
package org.normprop.cli.line;
