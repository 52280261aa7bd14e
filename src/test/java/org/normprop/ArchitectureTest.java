package org.normprop;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaModifier.FINAL;
import static com.tngtech.archunit.core.domain.JavaModifier.STATIC;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The packages and the arrows between them. */
class ArchitectureTest {

  private static final int MOST_FILES = 30;
  private static final int MOST_LINES = 300;

  /** Files that are long because they are tables of numbers, or of settings. */
  private static final Set<String> TABLES_OF_DATA = Set.of("Setting.java");

  private static JavaClasses classes;

  @BeforeAll
  static void importClasses() {
    classes =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.normprop");
  }

  /** Each package, and what it may see; a package that ends in .. stands for all below it. */
  @ParameterizedTest(name = "{0} sees only {1}")
  @CsvSource({
    "text,",
    "random,",
    "io,",
    "json,",
    "run,",
    "function.math,",
    "function.enclosure,function.math",
    "function.stage,function.enclosure text",
    "function.catalogue,function.math function.enclosure function.stage text",
    "function.spelling,function.stage function.catalogue text",
    "function.formula,function.spelling function.math function.enclosure function.stage function.catalogue text",
    "function,function.. text",
    "table,function.. io text",
    "moments.quadrature,table",
    "moments.density,table function..",
    "moments.shape,moments.quadrature function..",
    "moments.law,moments.density moments.quadrature moments.shape table function..",
    "moments.closed,table function..",
    "moments.sample.pairs,table",
    "moments.sample.planes,random table function..",
    "moments.sample,run moments.sample.pairs moments.sample.planes random table function..",
    "moments.pair,moments.law moments.quadrature table function.. text",
    "moments.overlap,moments.sample.pairs random table function..",
    "moments,run moments.. table function..",
    "claim.structure,moments table function..",
    "claim,claim.structure moments moments.law moments.sample moments.pair table function.. io text",
    "export,net.graph net.layer net.compute table function.. json io text",
    "net.compute,random io text",
    "net.layer,function.. table",
    "net.graph,net.layer table function.. text",
    "net.loss,",
    "net.run.kernel,net.compute net.layer function..",
    "net.run.memory,net.graph net.layer",
    "net.run.convolution,net.compute net.layer",
    "net.run,net.run.. net.layer net.graph net.compute net.loss table function.. text",
    "net.learn,net.compute",
    "net.flow.statistics,net.graph net.layer",
    "net.flow.field,net.flow.statistics net.run net.graph net.layer net.compute function..",
    "net.flow.width,net.flow.statistics net.run net.graph net.layer function..",
    "net.flow,net.flow.. net.run net.graph net.layer net.compute table function..",
    "net.file,net.run net.graph net.layer net.compute table function.. json io text",
    "net.onnx.read,io",
    "net.onnx.operator,net.onnx.read function.math io",
    "net.onnx.measure,net.onnx.operator net.onnx.read io",
    "net.onnx.predict.signal,net.onnx.operator net.onnx.read net.compute function.math",
    "net.onnx.predict.bond,net.onnx.predict.signal net.onnx.operator net.onnx.read",
    "net.onnx.predict,net.onnx.predict.signal net.onnx.predict.bond net.onnx.operator net.onnx.read function.math",
    "net.onnx.write,net.onnx.. net.run net.graph net.compute net.layer function.stage io",
    "net.onnx.take,net.onnx.operator net.onnx.read net.run net.graph net.compute net.layer function.stage io",
    "data,random",
    "data.read,data io",
    "data.table,data data.read io text",
    "data.sets.client,data.read io",
    "data.sets,data data.read data.table data.sets.client io text",
    "train.setting,net.. data.. table function.. json io text",
    "train.journal,net.. io text",
    "train,run train.setting train.journal net.. data.. table function.. json io text",
    "train.compare,run train train.setting train.journal net.compute data.. table function.. json io text",
    "report.plot,io",
    "report.words,report.plot claim.. train.. net.flow.. net.graph net.layer moments.. table function.. json io text",
    "report.page,report.plot report.words report.reference net.flow.. net.graph net.layer train.. table function.. io text",
    "report.model,report.page report.plot net.onnx.. io text",
    "report.reference,claim table function.. text",
    "report,report.words report.plot moments.. table function.. text",
    "spark,cli.. train.. run",
    "cli.work,cli.line cli.about run report.. train.. net.compute data moments.. table function.. io text",
    "cli.line,text",
    "cli.about,cli.line",
    "cli.training,cli.line train.. data text",
    "cli.constants,cli.line cli.about report.. export claim run moments.. table function.. io text",
    "cli.onnx,cli.line cli.about cli.work net.. report.. export train.. data.. random moments.. table function.. json io text"
  })
  void aPackageSeesOnlyWhatItMay(String from, String allowed) {
    String[] others =
        Stream.concat(
                Stream.of(from),
                allowed == null ? Stream.empty() : Arrays.stream(allowed.split(" ")))
            .map(name -> "org.normprop." + name)
            .toArray(String[]::new);
    noClasses()
        .that()
        .resideInAPackage("org.normprop." + from)
        .should()
        .dependOnClassesThat(
            resideInAPackage("org.normprop..")
                .and(com.tngtech.archunit.base.DescribedPredicate.not(resideInAnyPackage(others))))
        .allowEmptyShould(true)
        .check(classes);
  }

  /** A new package gets its line above; the commands, which are the roof, may see everything. */
  @Test
  void everyPackageButTheCommandsHasItsLine() throws NoSuchMethodException {
    CsvSource lines =
        ArchitectureTest.class
            .getDeclaredMethod("aPackageSeesOnlyWhatItMay", String.class, String.class)
            .getAnnotation(CsvSource.class);
    Set<String> named =
        Arrays.stream(lines.value()).map(line -> line.split(",", 2)[0]).collect(toSet());
    Set<String> packages =
        classes.stream()
            .filter(c -> !c.getSimpleName().equals("package-info"))
            .map(c -> c.getPackageName().replace("org.normprop.", ""))
            .collect(toSet());
    packages.remove("cli");
    assertEquals(new TreeSet<>(packages), new TreeSet<>(named));
  }

  /** The promise on which every comparison of the two routes stands. */
  @Test
  void samplingAndTheDeterministicRoutesNeverSeeEachOther() {
    String[] exact = {
      "org.normprop.moments.quadrature..",
      "org.normprop.moments.density..",
      "org.normprop.moments.shape..",
      "org.normprop.moments.law..",
      "org.normprop.moments.closed..",
      "org.normprop.moments.pair.."
    };
    String sampled = "org.normprop.moments.sample..";
    noClasses()
        .that()
        .resideInAnyPackage(exact)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(sampled)
        .check(classes);
    noClasses()
        .that()
        .resideInAPackage(sampled)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(exact)
        .check(classes);
  }

  @Test
  void aSimpleNameNamesOneClass() {
    Map<String, List<String>> byName =
        classes.stream()
            .filter(c -> c.isTopLevelClass() && !c.getSimpleName().equals("package-info"))
            .collect(groupingBy(JavaClass::getSimpleName, mapping(JavaClass::getName, toList())));
    byName.values().removeIf(names -> names.size() == 1);
    assertEquals(Map.of(), byName);
  }

  @Test
  void noPackageHoldsMoreThanThirtyFilesAndNoFileMoreThanOneIdea() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      List<Path> sources = files.filter(file -> file.toString().endsWith(".java")).toList();
      Map<Path, Long> folders = sources.stream().collect(groupingBy(Path::getParent, counting()));
      folders.values().removeIf(count -> count <= MOST_FILES);
      assertEquals(Map.of(), folders);
      List<Path> tooLong = new ArrayList<>();
      for (Path source : sources) {
        if (!TABLES_OF_DATA.contains(source.getFileName().toString())
            && Files.readAllLines(source).size() > MOST_LINES) {
          tooLong.add(source);
        }
      }
      assertEquals(List.of(), tooLong);
    }
  }

  /**
   * A map that names a room that is gone would lead strangers astray; the linter sees links only.
   */
  @Test
  void everyPackageHasAMapAndItsRoomsExist() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      List<Path> sources = files.filter(file -> file.toString().endsWith(".java")).toList();
      Set<String> names =
          sources.stream()
              .map(file -> file.getFileName().toString().replace(".java", ""))
              .collect(toSet());
      List<String> wrong = new ArrayList<>();
      for (Path folder : sources.stream().map(Path::getParent).collect(toSet())) {
        Path map = folder.resolve("package-info.java");
        if (!Files.exists(map)) {
          wrong.add("no map of " + folder);
          continue;
        }
        Pattern.compile("\\{@code ([A-Z]\\w+)[.}]")
            .matcher(Files.readString(map).replaceAll("\\s+\\*?\\s*", " "))
            .results()
            .filter(room -> !names.contains(room.group(1)))
            .forEach(room -> wrong.add(map + " names " + room.group(1)));
      }
      assertEquals(List.of(), wrong);
    }
  }

  @Test
  void functionDependsOnTheJdkAlone() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "org.normprop.function..",
            "org.normprop.data..",
            "org.normprop.text..",
            "org.normprop.io..")
        .should()
        .dependOnClassesThat()
        .resideOutsideOfPackages("java..", "javax.imageio..", "org.normprop..")
        .allowEmptyShould(true)
        .check(classes);
  }

  @Test
  void packagesFormNoCycle() {
    slices().matching("org.normprop.(*)..").should().beFreeOfCycles().check(classes);
    slices().matching("org.normprop.(**)").should().beFreeOfCycles().check(classes);
  }

  @Test
  void onlyTheCommandLineSeesTheTerminalAndTheExitCode() {
    noClasses()
        .that()
        .resideOutsideOfPackage("org.normprop.cli..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.apache.commons.cli..")
        .orShould()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .orShould()
        .callMethod(System.class, "exit", int.class)
        .orShould()
        .callMethod(Runtime.class, "exit", int.class)
        .orShould()
        .callMethod(Runtime.class, "halt", int.class)
        .check(classes);
  }

  @Test
  void onlyTheClusterSeesSpark() {
    noClasses()
        .that()
        .resideOutsideOfPackage("org.normprop.spark..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.spark..", "scala..", "org.normprop.spark..")
        .check(classes);
  }

  @Test
  void noStaticFieldCanBeReassigned() {
    fields()
        .that()
        .haveModifier(STATIC)
        .and()
        .doNotHaveModifier(com.tngtech.archunit.core.domain.JavaModifier.SYNTHETIC)
        .should()
        .haveModifier(FINAL)
        .check(classes);
  }
}
