/**
 * The commands: with {@code cli.line} the only place that sees Commons CLI, the terminal and the
 * exit code.
 */
package org.normprop.cli;
