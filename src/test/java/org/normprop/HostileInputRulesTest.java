package org.normprop;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What no file, formula or server can bring about, because no code for it is there. */
class HostileInputRulesTest {

  private static JavaClasses classes;

  @BeforeAll
  static void importClasses() {
    classes =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.normprop");
  }

  private static void onlyIn(String simpleName, String... forbiddenElsewhere) {
    Set<String> forbidden = Set.of(forbiddenElsewhere);
    noClasses()
        .that(
            describe(
                "are not " + simpleName,
                (JavaClass c) ->
                    !c.getName().equals(simpleName) && !c.getName().startsWith(simpleName + "$")))
        .should()
        .dependOnClassesThat(
            describe(
                "are among " + forbidden,
                (JavaClass c) ->
                    forbidden.contains(c.getName()) || forbidden.contains(c.getPackageName())))
        .check(classes);
  }

  @Test
  void onlyDownloadsTouchTheNetwork() {
    onlyIn(
        "org.normprop.data.sets.Download",
        "java.net.URLConnection",
        "java.net.HttpURLConnection",
        "java.net.URL",
        "java.net.Socket",
        "java.net.ServerSocket",
        "java.net.DatagramSocket",
        "java.net.http",
        "java.nio.channels.SocketChannel",
        "java.nio.channels.ServerSocketChannel",
        "java.nio.channels.AsynchronousSocketChannel",
        "java.nio.channels.DatagramChannel",
        "javax.net",
        "javax.net.ssl");
  }

  @Test
  void onlyPackageClientsAreStarted() {
    onlyIn(
        "org.normprop.data.sets.client.ProgramRun",
        "java.lang.ProcessBuilder",
        "java.lang.Process");
  }

  @Test
  void noObjectIsDeserialisedAndNoCodeIsReadFromAFile() {
    onlyIn(
        "nowhere",
        "java.io.ObjectInputStream",
        "java.beans.XMLDecoder",
        "javax.script",
        "javax.tools",
        "java.net.URLClassLoader");
  }

  @Test
  void noProgramIsStartedAndNoClassMadeByOtherWays() {
    noClasses()
        .should()
        .callMethodWhere(
            describe(
                "Runtime.exec, or a class defined or looked up by name",
                call ->
                    call.getTargetOwner().getName().equals("java.lang.Runtime")
                            && call.getName().equals("exec")
                        || call.getName().equals("defineClass")
                        || call.getTargetOwner().getName().equals("java.lang.Class")
                            && call.getName().equals("forName")))
        .check(classes);
  }

  /** Some locales have digits of their own, a comma for the point, or an i without a dot. */
  @Test
  void noNumberAndNoLetterDependsOnTheLocale() {
    noClasses()
        .should()
        .callMethod(String.class, "format", String.class, Object[].class)
        .orShould()
        .callMethod(String.class, "formatted", Object[].class)
        .orShould()
        .callMethod(String.class, "toLowerCase")
        .orShould()
        .callMethod(String.class, "toUpperCase")
        .orShould()
        .callMethod(java.io.PrintStream.class, "printf", String.class, Object[].class)
        .orShould()
        .callMethod(java.io.PrintStream.class, "format", String.class, Object[].class)
        .check(classes);
  }
}
