package org.normprop.net.run;

import java.util.HashMap;
import java.util.Map;
import org.normprop.net.graph.Recipe;

/** Recipes for tests, from pairs of options. */
public final class Recipes {

  private Recipes() {}

  public static Recipe of(String... options) {
    Map<String, String> map = new HashMap<>();
    for (int i = 0; i < options.length; i += 2) {
      map.put(options[i], options[i + 1]);
    }
    return Recipe.parse(map);
  }
}
