/**
 * What this program says of itself: {@link org.normprop.cli.about.About}, its name and manual, and
 * {@link org.normprop.cli.about.Version}. Sees {@code cli.line}.
 */
package org.normprop.cli.about;
