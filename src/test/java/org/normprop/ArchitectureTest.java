package org.normprop;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaModifier.FINAL;
import static com.tngtech.archunit.core.domain.JavaModifier.STATIC;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The packages and the arrows between them. */
class ArchitectureTest {

  private static JavaClasses classes;

  @BeforeAll
  static void importClasses() {
    classes =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.normprop");
  }

  @ParameterizedTest(name = "{0} sees only {1}")
  @CsvSource({
    "text,",
    "function,",
    "table,function text",
    "moments,table function",
    "claim,moments table function text",
    "export,table function text",
    "net,table function text",
    "data,text",
    "train,net data table function text",
    "report,train table text"
  })
  void aPackageSeesOnlyWhatItMay(String from, String allowed) {
    String[] others =
        Stream.concat(
                Stream.of(from),
                allowed == null ? Stream.empty() : Arrays.stream(allowed.split(" ")))
            .map(name -> "org.normprop." + name + "..")
            .toArray(String[]::new);
    noClasses()
        .that()
        .resideInAPackage("org.normprop." + from + "..")
        .should()
        .dependOnClassesThat(
            resideInAPackage("org.normprop..")
                .and(com.tngtech.archunit.base.DescribedPredicate.not(resideInAnyPackage(others))))
        .allowEmptyShould(true)
        .check(classes);
  }

  @Test
  void functionDependsOnTheJdkAlone() {
    noClasses()
        .that()
        .resideInAnyPackage("org.normprop.function..", "org.normprop.data..", "org.normprop.text..")
        .should()
        .dependOnClassesThat()
        .resideOutsideOfPackages("java..", "org.normprop..")
        .allowEmptyShould(true)
        .check(classes);
  }

  @Test
  void packagesFormNoCycle() {
    slices().matching("org.normprop.(*)..").should().beFreeOfCycles().check(classes);
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
