package org.normprop.cli.work;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.normprop.cli.line.Arguments;
import org.normprop.cli.line.Option;
import org.normprop.cli.line.UsageException;
import org.normprop.io.AtomicFile;
import org.normprop.report.page.SignalPage;

/**
 * The option --html: a page to look at in a browser.
 *
 * @param path where it goes
 */
public record PageFile(Path path) {

  /** The option. */
  public static final Option OPTION =
      Option.of("html", "FILE", "charts and a table to search, as a page for a browser");

  /**
   * Where the page goes; what is wrong with it is said before the work is done.
   *
   * @param arguments the command line
   * @return the file, if one was asked for
   * @throws IOException if its folder is not there
   */
  public static Optional<PageFile> of(Arguments arguments) throws IOException {
    String name = arguments.text("html", null);
    if (name == null) {
      return Optional.empty();
    }
    if (!name.toLowerCase(Locale.ROOT).matches(".*\\.html?")) {
      throw new UsageException("--html: a page's name must end in .html, got '" + name + "'");
    }
    Path path = Path.of(name);
    if (!Files.isDirectory(path.toAbsolutePath().getParent())) {
      throw new IOException("cannot write " + name + ": its folder does not exist");
    }
    return Optional.of(new PageFile(path));
  }

  /**
   * Writes the page, whole or not at all.
   *
   * @param page the page
   * @throws IOException if writing fails
   */
  public void write(SignalPage page) throws IOException {
    AtomicFile.write(path, page.html());
  }
}
