package org.normprop.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.util.Arrays;
import java.util.List;
import org.normprop.cli.about.About;
import org.normprop.cli.about.Version;
import org.normprop.cli.line.Arguments;
import org.normprop.cli.line.Command;
import org.normprop.cli.line.Console;
import org.normprop.cli.line.ExitCode;
import org.normprop.cli.line.Help;
import org.normprop.cli.line.Interruption;
import org.normprop.cli.line.Output;
import org.normprop.cli.line.UsageException;
import org.normprop.cli.work.ThisProcess;
import org.normprop.cli.work.Workplace;
import org.normprop.io.CacheFolder;
import org.normprop.io.Faults;
import org.normprop.moments.law.MomentException;
import org.normprop.text.MistakeException;
import org.normprop.text.Nearest;
import org.normprop.text.Quoted;

/** The program's entry: finds the command, runs it, and turns what went wrong into an exit code. */
public final class CommandLine {

  private static final int LONGEST_MESSAGE = 2000;

  private CommandLine() {}

  /**
   * Runs one command and ends the process with its exit code.
   *
   * @param args the command and its options
   */
  public static void main(String[] args) {
    main(args, ThisProcess::new);
  }

  /** Finds where long work is to be done. */
  @FunctionalInterface
  public interface Workplaces {
    /**
     * Gets there.
     *
     * @return the place, closed in the end
     * @throws IOException if it is not to be had
     */
    Workplace open() throws IOException;
  }

  /**
   * Runs one command, with its long work done somewhere, and ends the process with its exit code.
   *
   * @param args the command and its options
   * @param workplaces where
   */
  public static void main(String[] args, Workplaces workplaces) {
    // Pictures are drawn in memory; a display that cannot be reached must not matter.
    System.setProperty("java.awt.headless", "true");
    Output output = new Output(new FileOutputStream(FileDescriptor.out));
    Output error = new Output(new FileOutputStream(FileDescriptor.err));
    Console console = Console.system(output, error);
    Interruption interruption =
        Interruption.watch(console, error, About.PROGRAM.name(), goOn(args));
    int code = run(args, console, workplaces);
    console.out().flush();
    if (output.failure().isPresent()) {
      int failed =
          fail(
              console, "cannot write to standard output: " + output.failure().get(), ExitCode.FILE);
      code = code == ExitCode.DONE ? failed : code;
    }
    console.err().flush();
    interruption.end();
    if (code != ExitCode.DONE) {
      System.exit(code);
    }
  }

  /** Runs one command in this process. */
  static int run(String[] args, Console console) {
    return run(args, console, ThisProcess::new);
  }

  /** Runs one command, with its long work done somewhere. */
  static int run(String[] args, Console console, Workplaces workplaces) {
    try (Workplace workplace = workplaces.open()) {
      return dispatch(args, console, workplace);
    } catch (UsageException | MistakeException | MomentException e) {
      return fail(console, e.getMessage(), ExitCode.USAGE);
    } catch (InvalidPathException e) {
      return fail(console, describe(e), ExitCode.USAGE);
    } catch (IOException e) {
      return fail(console, Faults.text(e), ExitCode.FILE);
    } catch (OutOfMemoryError e) {
      return fail(
          console,
          "out of memory: give Java more with -Xmx, for example java -Xmx1g -jar normprop.jar",
          ExitCode.FILE);
    } catch (RuntimeException | Error e) {
      console.err().println("normprop: a bug of this program; please report it with these lines:");
      e.printStackTrace(console.err());
      return ExitCode.BUG;
    }
  }

  /** How to go on with a command that was interrupted. */
  private static String goOn(String[] args) {
    return Commands.all().stream()
        .filter(command -> args.length > 0 && command.name().equals(args[0]))
        .map(Command::goOn)
        .findFirst()
        .orElse("");
  }

  private static int dispatch(String[] args, Console console, Workplace workplace)
      throws IOException {
    if (args.length == 0) {
      console.err().print(Help.overview(About.PROGRAM, Commands.all()));
      return ExitCode.USAGE;
    }
    switch (args[0]) {
      case "--help", "-h", "help" -> {
        console
            .out()
            .print(
                args.length > 1
                    ? Help.of(About.PROGRAM, command(args[1], Commands.all(workplace)))
                    : Help.overview(About.PROGRAM, Commands.all()));
        return ExitCode.DONE;
      }
      case "--version", "-V", "version" -> {
        console.out().println(Version.full());
        console
            .out()
            .println("data sets and native libraries are kept in " + CacheFolder.standard());
        return ExitCode.DONE;
      }
      default -> {
        Command command = command(args[0], Commands.all(workplace));
        String[] rest = Arrays.copyOfRange(args, 1, args.length);
        if (asksForHelp(rest)) {
          console.out().print(Help.of(About.PROGRAM, command));
          return ExitCode.DONE;
        }
        WorkingFolder.check();
        return command.run(Arguments.parse(About.PROGRAM.name(), command, rest), console);
      }
    }
  }

  private static boolean asksForHelp(String[] args) {
    for (String arg : args) {
      if (arg.equals("--")) {
        return false;
      }
      if (arg.equals("--help") || arg.equals("-h")) {
        return true;
      }
    }
    return false;
  }

  private static Command command(String name, List<Command> commands) {
    for (Command command : commands) {
      if (command.name().equals(name)) {
        return command;
      }
    }
    List<String> known = commands.stream().map(Command::name).toList();
    String question = Nearest.question(name, known);
    throw new UsageException(
        "there is no command '"
            + name
            + "'"
            + (question.isEmpty()
                ? "; the commands are " + String.join(", ", known)
                : question + " normprop --help lists the commands"));
  }

  private static int fail(Console console, String message, int code) {
    console.err().println("normprop: " + Quoted.lines(shortened(message)));
    return code;
  }

  /** Messages quote what was given, however long it is: then the middle goes. */
  private static String shortened(String message) {
    int end = LONGEST_MESSAGE / 4;
    return message.length() <= LONGEST_MESSAGE
        ? message
        : message.substring(0, LONGEST_MESSAGE - end)
            + " ... "
            + message.substring(message.length() - end);
  }

  private static String describe(InvalidPathException e) {
    return "'"
        + e.getInput()
        + "' cannot be the name of a file here ("
        + e.getReason()
        + "); where the name is right, the locale may be too small for it: set LC_ALL=C.UTF-8";
  }
}
