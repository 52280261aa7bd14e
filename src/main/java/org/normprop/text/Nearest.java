package org.normprop.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Finds the names that a misspelt one may have meant. */
public final class Nearest {

  private static final int MOST = 3;

  /** Longer words are nobody's slip of the fingers, and distances cost the product of lengths. */
  private static final int LONGEST = 100;

  private Nearest() {}

  /**
   * The known names that differ from a word in few letters, or contain it.
   *
   * @param word what was written
   * @param known the names there are
   * @return up to three names, the nearest first; none if all are far
   */
  public static List<String> names(String word, Collection<String> known) {
    if (word.length() > LONGEST) {
      return List.of();
    }
    String wanted = fold(word);
    int tolerance = wanted.length() < 2 ? 0 : Math.max(1, wanted.length() / 3);
    return known.stream()
        .filter(name -> name.length() <= LONGEST)
        .filter(name -> isNear(wanted, fold(name), tolerance))
        .sorted(
            Comparator.comparingInt((String name) -> distance(wanted, fold(name)))
                .thenComparing(Comparator.naturalOrder()))
        .limit(MOST)
        .toList();
  }

  /**
   * The end of a message about an unknown name.
   *
   * @param word what was written
   * @param known the names there are
   * @return {@code "; did you mean a or b?"}, or nothing if no name is near
   */
  public static String question(String word, Collection<String> known) {
    List<String> names = names(word, known);
    return names.isEmpty() ? "" : "; did you mean " + String.join(" or ", names) + "?";
  }

  private static boolean isNear(String word, String name, int tolerance) {
    return distance(word, name) <= tolerance
        || isPart(word, name)
        || word.length() > 2 && word.replace("_", "").equals(name.replace("_", ""));
  }

  /** As torch is of pytorch. */
  private static boolean isPart(String word, String name) {
    return word.length() > 3 && name.contains(word);
  }

  private static String fold(String name) {
    return name.toLowerCase(Locale.ROOT).replace('-', '_');
  }

  /** Insertions, deletions, substitutions and swaps of neighbours from a to b. */
  private static int distance(String a, String b) {
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          cost[i][j] = i + j;
          continue;
        }
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        int least = Math.min(cost[i - 1][j], cost[i][j - 1]) + 1;
        least = Math.min(least, cost[i - 1][j - 1] + change);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          least = Math.min(least, cost[i - 2][j - 2] + 1);
        }
        cost[i][j] = least;
      }
    }
    return cost[a.length()][b.length()];
  }
}
