package org.normprop.export;

import java.util.List;
import java.util.function.BiFunction;

/** The formats that constants can be written in. */
public enum ExportFormat {
  /** An object with the provenance and an array of units. */
  JSON((constants, name) -> JsonExport.text(constants)),
  /** A header and a line a unit, after comment lines with the provenance. */
  CSV((constants, name) -> CsvExport.text(constants)),
  /** A table for a README. */
  MARKDOWN((constants, name) -> MarkdownExport.text(constants)),
  /** A table for a paper, with booktabs. */
  LATEX((constants, name) -> LatexExport.text(constants)),
  /** A class of constants. */
  JAVA(JavaExport::text),
  /** A module with normalised activations and pooling windows for PyTorch. */
  PYTORCH((constants, name) -> PythonExport.text(constants, PythonDialect.PYTORCH)),
  /** A module with normalised activations and pooling windows for JAX. */
  JAX((constants, name) -> PythonExport.text(constants, PythonDialect.JAX)),
  /** A module with a layer of normalised activations and pooling windows for Keras 3. */
  KERAS((constants, name) -> PythonExport.text(constants, PythonDialect.KERAS)),
  /** A module with normalised activations and pooling windows for NumPy. */
  NUMPY((constants, name) -> PythonExport.text(constants, PythonDialect.NUMPY)),
  /** A replacement for the gains of timm's normaliser-free networks. */
  TIMM((constants, name) -> TimmExport.text(constants));

  private final BiFunction<ExportedConstants, String, String> writer;

  ExportFormat(BiFunction<ExportedConstants, String, String> writer) {
    this.writer = writer;
  }

  /**
   * The file.
   *
   * @param constants what is to be written
   * @param name what the file is called, without its ending; names a Java class
   * @return the file's text
   */
  public String text(ExportedConstants constants, String name) {
    return writer.apply(constants, name);
  }

  /**
   * What a reader should know of the file that it does not say itself.
   *
   * @param constants what is written
   * @param name what the file is called, without its ending
   * @return sentences for the terminal
   */
  public List<String> remarks(ExportedConstants constants, String name) {
    return switch (this) {
      case JAVA ->
          name.isEmpty() || JavaExport.isClass(name)
              ? List.of()
              : List.of(name + " names no class; the class in it is NormConstants, not public");
      case PYTORCH, JAX, KERAS, NUMPY -> {
        List<String> units =
            PythonExport.withoutCode(constants, PythonDialect.valueOf(this.name()));
        yield units.isEmpty()
            ? List.of()
            : List.of("constants alone, no function, of " + String.join(" ", units));
      }
      default -> List.of();
    };
  }
}
