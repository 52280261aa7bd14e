package org.normprop.data.table;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.normprop.io.BadFileException;

/**
 * Finds out how tables are read, and reads them by a {@link TableFormat}. Memory taken grows with
 * the rows read. Safe for use by many threads.
 */
public final class TableReader {

  private TableReader() {}

  /**
   * Finds out how a table is read, by one pass over all of it.
   *
   * @param source its bytes
   * @param request what is known of it
   * @return the format
   * @throws BadFileException with line and column, if it cannot be read, and what would be right
   * @throws IOException if reading fails
   */
  public static TableFormat format(TableSource source, TableRequest request) throws IOException {
    return TableDecision.of(TableSurvey.of(source, request), request);
  }

  /**
   * The same, but columns that cannot be read are left out, with what is wrong as the reason.
   *
   * @param source its bytes
   * @param request what is known of it
   * @return the format
   * @throws IOException if it is no table
   */
  public static TableFormat formatAsFarAsPossible(TableSource source, TableRequest request)
      throws IOException {
    return TableDecision.asFarAsPossible(TableSurvey.of(source, request), request);
  }

  /**
   * The names of a table's columns.
   *
   * @param source its bytes
   * @param request what is known of it
   * @return the names, or numbers from 1 where there is no header
   * @throws IOException if it is no table
   */
  public static List<String> names(TableSource source, TableRequest request) throws IOException {
    return TableSurvey.names(source, request);
  }

  /**
   * What is known of a table that is asked about. Where columns have no names, as those of images
   * written as rows, the first line is a row too, unless it holds words or counts up from 0 or 1,
   * which is how data frames name columns.
   *
   * @param source its bytes
   * @param names the names of the columns, or none
   * @return the request
   * @throws IOException if it is no table
   */
  public static TableRequest asking(TableSource source, List<String> names) throws IOException {
    return names.isEmpty()
        ? TableRequest.OPEN.withHeader(TableSurvey.beginsWithHeader(source))
        : TableRequest.columns(names);
  }

  /**
   * Finds out how a table is read, and reads it.
   *
   * @param file the file
   * @param request what is known of it
   * @return the rows
   * @throws IOException as {@link #format} and {@link #read(TableSource, TableFormat)}
   */
  public static Table read(Path file, TableRequest request) throws IOException {
    TableSource source = TableSource.of(file);
    return read(source, format(source, request));
  }

  /**
   * Reads a table.
   *
   * @param source its bytes
   * @param format how; columns are found by their names, or by their places where there is no
   *     header
   * @return the rows
   * @throws BadFileException with line and column, if a column is missing, a row has too few or too
   *     many fields, or a value is missing, no number, not finite or a word that is not known
   * @throws IOException if reading fails
   */
  public static Table read(TableSource source, TableFormat format) throws IOException {
    return new TableRows(source, format).read();
  }
}
