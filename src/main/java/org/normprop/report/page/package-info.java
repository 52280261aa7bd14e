/** HTML pages of runs and comparisons: one file each, no network. */
package org.normprop.report.page;
