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
    onlyIn("org.normprop.data.sets.PackageClient", "java.lang.ProcessBuilder", "java.lang.Process");
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
}
