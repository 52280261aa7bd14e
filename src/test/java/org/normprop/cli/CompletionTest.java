package org.normprop.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.normprop.cli.line.Command;
import org.normprop.cli.line.ExitCode;
import org.normprop.cli.line.Option;

/** The completion scripts, read by the shells themselves where they are installed. */
class CompletionTest {

  @TempDir Path dir;

  /** What the shell prints, or nothing where it is not installed. */
  private String shell(String name, String program) throws IOException, InterruptedException {
    Path script = dir.resolve("script");
    Files.writeString(script, program);
    Process process;
    try {
      process = new ProcessBuilder(name, script.toString()).redirectErrorStream(true).start();
    } catch (IOException e) {
      assumeTrue(false, "there is no " + name);
      throw e;
    }
    process.getOutputStream().close();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), text);
    return text;
  }

  @ParameterizedTest
  @CsvSource({
    "normprop e, estimate export evaluate",
    "normprop --v, --version",
    "normprop estimate sigm, sigmoid",
    "normprop estimate gauss, gaussian gaussian_dropout:",
    "normprop estimate leaky, leaky_relu leaky_relu:",
    "normprop estimate leaky_relu :, slope=",
    "normprop estimate dropout : k, keep=",
    "normprop estimate max : 3, 3x3",
    "'normprop estimate relu,max', 'relu,max:'",
    "'normprop estimate max : 2x2,gel', '2x2,gelu 2x2,gelu_tanh'",
    "normprop compare --vary norm = b, batchnorm",
    "'normprop compare --vary norm = normprop,b', 'normprop,batchnorm'",
    "normprop estimate relu --me, --method",
    "normprop estimate relu --method '', exact mc rqmc both",
    "normprop estimate relu -m r, rqmc",
    "normprop estimate relu --format = c, csv",
    "normprop train --dem, --demo",
    "normprop train --demo digits-, digits-mlp digits-cnn digits-resnet digits-deep",
    "normprop train --norm b, batchnorm",
    "normprop train --activation tanhs, tanhshrink",
    "normprop compare --vary sched, schedule=",
    "normprop data fetch fa, fashion-mnist",
    "normprop export --to py, pytorch",
    "normprop tables --samples 1, ''",
  })
  void bashOffersWhatFits(String line, String offers) throws IOException, InterruptedException {
    String words = line.replace("''", "\"\"");
    String program =
        Cli.run("completion", "bash").out()
            + "COMP_WORDS=("
            + words
            + ")\nCOMP_CWORD=$((${#COMP_WORDS[@]} - 1))\n_normprop\necho \"${COMPREPLY[*]}\"\n";
    Set<String> got = new TreeSet<>(List.of(shell("bash", program).strip().split(" ")));
    assertEquals(new TreeSet<>(List.of(offers.split(" "))), got);
  }

  @Test
  void bashOffersFilesWhereTheyBelong() throws IOException, InterruptedException {
    Files.createFile(dir.resolve("digit one.png"));
    String program =
        Cli.run("completion", "bash").out()
            + "COMP_WORDS=(normprop predict run '"
            + dir.resolve("digit")
            + "')\nCOMP_CWORD=3\n_normprop\necho \"${COMPREPLY[0]}\"\n";
    assertEquals(dir.resolve("digit one.png").toString(), shell("bash", program).strip());
  }

  @Test
  void zshReadsItsScriptAndDescribesEveryOption() throws IOException, InterruptedException {
    String script = Cli.run("completion", "zsh").out();
    for (Command command : Commands.all()) {
      assertTrue(script.contains("'" + command.name() + ":"), command.name());
      for (Option option : command.options()) {
        assertTrue(script.contains("'*--" + option.name() + "["), option.name());
      }
    }
    // The script is loaded, and every specification of options is parsed by _arguments itself.
    String check =
        "autoload -Uz compinit && compinit -D -d "
            + dir.resolve("dump")
            + "\n"
            + script
            + "[[ $_comps[normprop] == _normprop ]] && echo loaded\n";
    assertEquals("loaded", shell("zsh", check).strip());
  }

  @Test
  void theExamplesOfEveryHelpAreReadByAShellAsTheyStand() throws IOException, InterruptedException {
    for (Command command : Commands.all()) {
      String help = Cli.run(command.name(), "--help").out();
      String examples = help.substring(help.indexOf("examples:") + "examples:".length());
      // Defining a function reads the commands without running them.
      assertEquals("", shell("bash", "f() {\n" + examples + "}\n"), examples);
    }
  }

  @Test
  void otherShellsAreRefused() {
    assertEquals(ExitCode.USAGE, Cli.run("completion").code());
    assertEquals(ExitCode.USAGE, Cli.run("completion", "fish").code());
  }
}
