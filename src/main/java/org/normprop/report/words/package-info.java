/** What commands show a person, and the formats that programs read, as text. */
package org.normprop.report.words;
