/**
 * What the commands tables, export and verify do once their options are read: {@link
 * org.normprop.cli.constants.TableEdits} puts units into tables and takes them out, {@link
 * org.normprop.cli.constants.ConstantsToExport} finds what is exported.
 */
package org.normprop.cli.constants;
