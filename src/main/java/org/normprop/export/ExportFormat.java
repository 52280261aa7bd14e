package org.normprop.export;

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
  /** A module with normalised activations for JAX. */
  JAX((constants, name) -> PythonExport.text(constants, PythonDialect.JAX)),
  /** A module with a layer of normalised activations for Keras 3. */
  KERAS((constants, name) -> PythonExport.text(constants, PythonDialect.KERAS)),
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
}
