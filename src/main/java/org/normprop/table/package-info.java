/**
 * What is known: estimates with their errors, exact values with their bounds, rows that hold both
 * for a unit, tables of rows and their files.
 *
 * <p>The calculator writes tables and the runtime reads them; they meet only here. Sees {@code
 * function}.
 */
package org.normprop.table;
