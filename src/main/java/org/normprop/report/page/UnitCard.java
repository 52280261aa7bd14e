package org.normprop.report.page;

import java.util.List;
import java.util.Map;
import org.normprop.report.plot.Chart;
import org.normprop.table.Row;

/**
 * All that the page of constants says of one unit.
 *
 * @param name what the unit is called on the page, and its link
 * @param family the table that it stands in
 * @param formula what it computes; may be empty
 * @param words other names that it is found by
 * @param row its numbers as the tables have them
 * @param more what the tables do not have, such as skewness
 * @param charts what is drawn of it
 * @param facts sentences, such as on its fixed points
 * @param kernel its correlation map, numbers by column of {@code kernels.csv}; may be empty
 * @param claims what is published of it: source, quantity, printed, verdict, right; may be empty
 * @param code code to paste, by heading
 */
public record UnitCard(
    String name,
    String family,
    String formula,
    List<String> words,
    Row row,
    Row more,
    List<Chart> charts,
    List<String> facts,
    Map<String, String> kernel,
    List<List<String>> claims,
    Map<String, String> code) {}
