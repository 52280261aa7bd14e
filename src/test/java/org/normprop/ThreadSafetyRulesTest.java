package org.normprop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The library's public types are immutable, or say what threads may do with them. */
class ThreadSafetyRulesTest {

  private static final Pattern SAID = Pattern.compile("[Ii]mmutable|[Tt]hread");

  private static JavaClasses classes;

  @BeforeAll
  static void importClasses() {
    classes =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.normprop");
  }

  private static boolean mustSay(JavaClass type) {
    return type.isTopLevelClass()
        && type.getModifiers().contains(JavaModifier.PUBLIC)
        && !type.isInterface()
        && !type.isEnum()
        && !type.isAssignableTo(Throwable.class)
        && type.getFields().stream()
            .filter(field -> !field.getModifiers().contains(JavaModifier.STATIC))
            .anyMatch(field -> !type.isRecord() || isMutable(field));
  }

  /** A record's components are what they are for ever, but for the elements of arrays. */
  private static boolean isMutable(JavaField field) {
    return field.getRawType().isArray();
  }

  private static String comment(JavaClass type) throws IOException {
    Path file = Path.of("src", "main", "java", type.getName().replace('.', '/') + ".java");
    String source = Files.readString(file);
    int end = source.indexOf("\npublic ");
    return source.substring(0, end);
  }

  @Test
  void everyPublicTypeSaysWhatThreadsMayDo() throws IOException {
    int looked = 0;
    StringBuilder silent = new StringBuilder();
    for (JavaClass type : classes) {
      if (mustSay(type)) {
        looked++;
        if (!SAID.matcher(comment(type)).find()) {
          silent.append(type.getName()).append('\n');
        }
      }
    }
    assertEquals("", silent.toString());
    assertTrue(looked > 20, "only " + looked + " types were looked at");
  }

  /** What says that it is immutable has only fields that are set once. */
  @Test
  void whatSaysThatItIsImmutableHasFinalFields() throws IOException {
    for (JavaClass type : classes) {
      if (mustSay(type) && comment(type).contains("Immutable")) {
        List<JavaField> changing =
            type.getFields().stream()
                .filter(field -> !field.getModifiers().contains(JavaModifier.FINAL))
                .toList();
        assertEquals(List.of(), changing, type.getName());
      }
    }
  }
}
