package org.normprop.net;

import java.util.HashMap;
import java.util.Map;

/** Recipes for tests, from pairs of options. */
final class Recipes {

  private Recipes() {}

  static Recipe of(String... options) {
    Map<String, String> map = new HashMap<>();
    for (int i = 0; i < options.length; i += 2) {
      map.put(options[i], options[i + 1]);
    }
    return Recipe.parse(map);
  }
}
