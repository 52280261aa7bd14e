/**
 * Pages of reference, made from what the program itself goes by: {@link
 * org.normprop.report.reference.Reference} lists them. {@code manual TOPIC} prints them, and the
 * files of that name in src/docs are held to what it prints.
 */
package org.normprop.report.reference;
