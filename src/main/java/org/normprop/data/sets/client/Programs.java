package org.normprop.data.sets.client;

import java.util.Locale;

/**
 * The programs that fetch packages and unpack them. Immutable.
 *
 * @param npm fetches npm packages
 * @param aptGet fetches Debian packages
 * @param dpkgDeb unpacks them
 */
public record Programs(String npm, String aptGet, String dpkgDeb) {

  /**
   * The programs by their usual names.
   *
   * @return the names on this system
   */
  public static Programs usual() {
    boolean windows = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");
    return new Programs(windows ? "npm.cmd" : "npm", "apt-get", "dpkg-deb");
  }
}
