/**
 * Words and numbers as text: nearest names, shortest decimals, the digits that an error supports,
 * tables and lines of 80 columns, and what mistakes in texts are thrown as. Sees nothing else.
 */
package org.normprop.text;
