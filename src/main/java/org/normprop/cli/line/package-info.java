/** A command line: options, arguments, help, completion, manual page, console. Knows no command. */
package org.normprop.cli.line;
