/**
 * Small things around files and words that several packages need: whole-or-nothing writing, CSV,
 * messages that name a place. Sees the JDK only.
 */
package org.normprop.text;
