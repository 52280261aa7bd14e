package org.normprop.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.normprop.cli.about.Version;
import org.normprop.cli.line.ExitCode;
import org.normprop.export.ExportFormat;
import org.normprop.io.Csv;
import org.normprop.report.words.VerdictWords;
import org.normprop.table.StandardTable;

/** Exported files are taken by those that they are for. */
class ExportCommandTest {

  /** Where there is no such program. */
  private static final int NO_PROGRAM = -1;

  /** What check_export.py ends with where it could compile the modules and not run them. */
  private static final int NO_NUMPY = 77;

  @TempDir Path dir;

  private Path export(String format, String file, String... units) throws IOException {
    Path path = dir.resolve(file);
    String[] line = new String[units.length + 5];
    System.arraycopy(
        new String[] {"export", "--to", format, "--output", path.toString()}, 0, line, 0, 5);
    System.arraycopy(units, 0, line, 5, units.length);
    Cli result = Cli.run(line);
    assertEquals(ExitCode.DONE, result.code(), result.err());
    assertEquals("", result.out());
    return path;
  }

  private static List<List<String>> records(Path file) throws IOException {
    List<List<String>> records = new java.util.ArrayList<>();
    try (Csv csv = Csv.open(file)) {
      while (csv.comment().isPresent()) {
        continue;
      }
      while (csv.next()) {
        records.add(csv.fields());
      }
    }
    return records;
  }

  @Test
  void jsonAndCsvReadBackToTheSameNumbers() throws IOException {
    List<List<String>> records = records(export("csv", "c.csv"));
    Map<String, JsonObject> json = new HashMap<>();
    for (JsonElement unit :
        JsonParser.parseString(Files.readString(export("json", "c.json")))
            .getAsJsonObject()
            .getAsJsonArray("units")) {
      json.put(unit.getAsJsonObject().get("unit").getAsString(), unit.getAsJsonObject());
    }
    List<String> header = records.get(0);
    assertEquals(records.size() - 1, json.size());
    for (List<String> fields : records.subList(1, records.size())) {
      JsonObject unit = json.get(fields.get(0));
      for (String name : List.of("mean", "std", "gain", "rms_gain", "backward", "error")) {
        String text = fields.get(header.indexOf(name));
        assertEquals(!text.isEmpty(), unit.has(name), fields.toString());
        if (!text.isEmpty()) {
          assertEquals(Double.parseDouble(text), unit.get(name).getAsDouble());
        }
      }
    }
  }

  @Test
  void numbersOfATableAreHandedOnUnchanged() throws IOException {
    Path tables = dir.resolve("tables");
    assertEquals(
        ExitCode.DONE, Cli.run("tables", "--dir", tables.toString(), "--samples", "20000").code());
    Cli export =
        Cli.run("export", "--to", "csv", "--dir", tables.toString(), "relu", "lp:2x2", "max:4");
    List<String> lines = export.out().lines().filter(l -> !l.startsWith("#")).toList();
    List<List<String>> table = new java.util.ArrayList<>();
    for (String file : List.of("activations.csv", "units.csv", "pooling.csv")) {
      table.addAll(records(tables.resolve(file)));
    }
    for (String line : lines.subList(1, lines.size())) {
      String[] fields = line.split(",");
      List<String> row =
          table.stream().filter(r -> r.get(0).equals(fields[0])).findFirst().orElseThrow();
      assertEquals(row.get(10), fields[2], line);
      assertEquals(row.get(11), fields[3], line);
    }
    assertTrue(export.out().contains("20000 samples, seed 1"), export.out());
  }

  @Test
  void theJavaClassCompilesAndHoldsTheNumbers() throws Exception {
    Path source = export("java", "MyConstants.java");
    int code =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-Xlint:all,-path",
                "-Werror",
                "-d",
                dir.toString(),
                source.toString());
    assertEquals(0, code);
    try (URLClassLoader loader = new URLClassLoader(new URL[] {dir.toUri().toURL()})) {
      Class<?> constants = loader.loadClass("MyConstants");
      assertEquals(
          1 / Math.sqrt(2 * Math.PI), constants.getField("RELU_MEAN").getDouble(null), 1e-14);
      // 1.4852610649 / 0.5971253611 by numerical integration at 30 digits
      assertEquals(1.4852610649, constants.getField("RELU_MAX_3X3_MEAN").getDouble(null), 5e-11);
      assertEquals(0.5971253611, constants.getField("RELU_MAX_3X3_STD").getDouble(null), 5e-11);
      assertEquals(Math.sqrt(2), constants.getField("RELU_RMS_GAIN").getDouble(null), 1e-14);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "my-consts.java",
        "2consts.java",
        "class.java",
        "record.java",
        "my.consts.java",
        "a b.java",
        "$_x.java",
        "String.java",
        "m\u00f6ve.java"
      })
  void theJavaClassCompilesWhateverItsFileIsCalled(String name) throws IOException {
    Path source =
        export(
            "java",
            name,
            "relu",
            "F.gelu",
            "expr:x\u00b2",
            "expr:x-1",
            "expr:x*1",
            "expr:x/1",
            "expr:sign(x)*sqrt(abs(x))",
            "leaky_relu:slope=0.01");
    int code =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-encoding",
                "US-ASCII",
                "-Xlint:all,-path,-serial",
                "-Werror",
                "-d",
                dir.toString(),
                source.toString());
    assertEquals(0, code, Files.readString(source));
    assertTrue(Files.readString(source).contains(" F_GELU_MEAN = "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"pytorch", "jax", "keras", "numpy"})
  void exportedModulesGiveMeanZeroAndStdOne(String format) throws Exception {
    Path module = export(format, format + "_constants.py");
    Path formulas = export(format, format + "_formulas.py", FORMULAS.toArray(new String[0]));
    int code = python("src/test/python/check_export.py", module.toString(), formulas.toString());
    assumeTrue(code != NO_PROGRAM, "skipped: there is no python3 to run it with");
    assumeTrue(code != NO_NUMPY, "compiled, not run: there is no numpy");
    assertEquals(0, code);
  }

  /** Every function of formulas and every way of nesting them, and chains that are in no table. */
  private static final List<String> FORMULAS =
      List.of(
          "expr:exp(-x^2)+ln(1+x^2)-log2(2+x^2)/log10(3+abs(x))",
          "expr:log1p(x^2)*expm1(-abs(x))",
          "expr:sqrt(1+x^2)-cbrt(x)",
          "expr:tan(tanh(x))+asin(tanh(x))-acos(tanh(x))",
          "expr:atan(x)^3*sinh(x/3)/cosh(x/2)",
          "expr:asinh(2*x)+acosh(2+x^2)+atanh(x/(2+abs(x)))",
          "expr:erf(x)*erfc(x)+normcdf(x)*x-normpdf(x)",
          "expr:floor(x)*sign(x)",
          "expr:ceil(x/2)-trunc(x)",
          "expr:round(x)-x",
          "expr:x*(x>0)+(x<-1)-(x>=2)",
          "expr:if(abs(x)-1,x,0)",
          "expr:max(x,x^2,0.5)-min(max(x,-1),2)",
          "expr:-x^2+3-(x-(x/(2/(1+x^2))))",
          "expr:2^x*(0-2)^2",
          "expr:leaky_relu(x+1,0.2)*gelu(x)-swish(-x)",
          "expr:sign(x)*sqrt(abs(x))",
          "relu,expr:x^2,max:2x2",
          "lp:2x2:p=3",
          "nn.LeakyReLU(0.2)",
          "dropout:drop=0.3",
          "selu,alpha_dropout:keep=0.9,max:3",
          "rrelu:lower=0.1:mode=train");

  @Test
  void whatHasNoFunctionIsSaidOnTheTerminalAndInTheFile() throws IOException {
    Cli result = Cli.run("export", "--to", "pytorch", "relu", "max:2x2x2x2");
    assertEquals(ExitCode.DONE, result.code());
    assertTrue(result.err().contains("no function, of max:2x2x2x2"), result.err());
    assertTrue(result.out().contains("# constants alone, no function: max:2x2x2x2\n"));
  }

  @Test
  void unitsAreCalledAsTheyWereAskedFor() {
    String csv = Cli.run("export", "F.gelu", "leaky_relu:slope=0.01", "max:4", "--to", "csv").out();
    List<String> units =
        csv.lines().filter(l -> !l.startsWith("#")).map(l -> l.split(",")[0]).toList();
    assertEquals(List.of("unit", "F.gelu", "leaky_relu:slope=0.01", "max:4"), units);
  }

  @Test
  void withoutAFolderTheUnitsAreThoseThatTablesAlwaysHold() {
    List<String> expected = new java.util.ArrayList<>(List.of("unit"));
    for (StandardTable table : StandardTable.values()) {
      table.units().forEach(unit -> expected.add(unit.text()));
    }
    List<String> found = new java.util.ArrayList<>();
    for (String line : Cli.run("export", "--to", "csv").out().lines().toList()) {
      if (!line.startsWith("#")) {
        found.add(line.startsWith("\"") ? line.split("\"")[1] : line.split(",")[0]);
      }
    }
    assertEquals(expected, found);
  }

  @Test
  void timmsDictionaryHasAllItsKeys() throws Exception {
    Path module = export("timm", "gamma.py");
    String text = Files.readString(module);
    for (String key :
        List.of(
            "identity",
            "celu",
            "elu",
            "gelu",
            "leaky_relu",
            "log_sigmoid",
            "log_softmax",
            "relu",
            "relu6",
            "selu",
            "sigmoid",
            "silu",
            "softsign",
            "softplus",
            "tanh")) {
      assertTrue(text.contains("\n    " + key + "="), key);
    }
    String check =
        "import runpy, sys; g = runpy.run_path(sys.argv[1])['_nonlin_gamma'];"
            + " assert abs(g['relu'] - 1.712858550449663) < 1e-14;"
            + " assert g['elu'] == g['celu'] and g['identity'] == 1.0";
    int code = python("-c", check, module.toString());
    assumeTrue(code != NO_PROGRAM, "skipped: there is no python3 to run it with");
    assertEquals(0, code);
  }

  @Test
  void theLatexTableCompiles() throws Exception {
    Path few =
        export("latex", "few.tex", "relu", "leaky_relu:slope=0.2", "expr:x^2", "relu,max:3x3");
    Path all = export("latex", "all.tex");
    for (Path file : List.of(few, all)) {
      for (String line : Files.readAllLines(file)) {
        if (line.startsWith("\\texttt{")) {
          assertEquals(6, line.split(" & ").length, line);
          assertTrue(line.endsWith(" \\\\"), line);
        }
      }
    }
    assumeTrue(run("pdflatex", "--version") == 0, "not compiled: there is no pdflatex");
    Path document = dir.resolve("document.tex");
    Files.writeString(
        document,
        "\\documentclass{article}\\usepackage{booktabs,longtable}\\begin{document}"
            + "\\input{few.tex}\\input{all.tex}\\end{document}");
    assertEquals(0, run("pdflatex", "-halt-on-error", "-interaction=batchmode", "document.tex"));
  }

  @ParameterizedTest
  @EnumSource(ExportFormat.class)
  void everyFileSaysWhereItsNumbersComeFrom(ExportFormat format) {
    Cli result =
        format == ExportFormat.TIMM
            ? Cli.run("export", "--to", "timm")
            : Cli.run("export", "--to", VerdictWords.lower(format), "relu", "max:2x2");
    assertEquals(ExitCode.DONE, result.code(), result.err());
    assertTrue(result.out().contains("Made by normprop " + Version.current()), result.out());
  }

  @Test
  void aFileIsWrittenWholeOrNotAtAll() throws IOException {
    Path folder = dir.resolve("none");
    Cli result = Cli.run("export", "--to", "csv", "--output", folder.resolve("c.csv").toString());
    assertEquals(ExitCode.FILE, result.code());
    assertTrue(result.err().contains("none"), result.err());
    assertFalse(Files.exists(folder));
    assertEquals(Set.of(), Set.of(dir.toFile().list()));
  }

  @Test
  void aFolderWithoutTablesIsNamed() {
    Cli result = Cli.run("export", "--dir", dir.resolve("none").toString());
    assertEquals(ExitCode.FILE, result.code());
    assertTrue(result.err().contains("none"), result.err());
  }

  private int python(String... arguments) throws Exception {
    String[] line = new String[arguments.length + 1];
    line[0] = "python3";
    System.arraycopy(arguments, 0, line, 1, arguments.length);
    if (arguments[0].startsWith("src/")) {
      line[1] = Path.of(arguments[0]).toAbsolutePath().toString();
    }
    return run(line);
  }

  /** The exit code, or NO_PROGRAM. */
  private int run(String... line) throws InterruptedException {
    try {
      return new ProcessBuilder(line)
          .directory(dir.toFile())
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException e) {
      return NO_PROGRAM;
    }
  }

  @Test
  void aRunIsNoUnitAndTheFormatsOfRunsAreNamed() {
    String run = dir.resolve("run").toString();
    Cli train = Cli.run("train", "--demo", "digits-mlp", "--epochs", "1", "--out", run);
    assertEquals(0, train.code(), train.err());
    Cli cli = Cli.run("export", run, "--to", "java");
    assertEquals(2, cli.code());
    assertTrue(cli.err().contains("is exported --to onnx or --to pytorch"), cli.err());
  }

  @Test
  void kernelsFit80Columns() {
    for (String unit : List.of("tanh", "selu", "expr:-exp(x)")) {
      Cli cli = Cli.run("kernel", unit);
      assertEquals(0, cli.code(), cli.err());
      assertTrue(cli.out().lines().allMatch(line -> line.length() <= 80), cli.out());
    }
  }
}
