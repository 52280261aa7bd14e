package org.normprop.net.graph;

import java.util.ArrayList;
import java.util.List;

/**
 * A walk over an {@link Architecture} that carries a fact along every edge, such as a shape, or a
 * tensor with its signal. What reads the notation layer by layer is such a walk.
 *
 * @param <T> the fact
 */
interface Fold<T> {

  /**
   * Behind a layer.
   *
   * @param leaf the layer
   * @param in the fact before it
   * @param path its name, such as {@code 3.body.0}
   * @param isLast whether it is the last with weights, which is linear
   */
  T leaf(Entry.Leaf leaf, T in, String path, boolean isLast);

  /** Before the body, and a shortcut that has layers of its own. */
  default T enter(Entry.Residual residual, T in, String path) {
    return in;
  }

  /** Behind a residual block. */
  T residual(Entry.Residual residual, T shortcut, T body, String path);

  /** Behind branches side by side. */
  T branches(Entry.Branches branches, List<T> outputs, String path);

  /** A fault that has no place yet, given the entry and the fact before it; to be thrown. */
  ArchitectureException wrong(Entry entry, T in, IllegalArgumentException fault);

  /**
   * Walks over a list.
   *
   * @param entries the list
   * @param start the fact before it
   * @param prefix the start of all paths
   * @param endsLinear whether the last layer with weights is linear
   * @return the fact behind it
   */
  default T walk(List<Entry> entries, T start, String prefix, boolean endsLinear) {
    int last = entries.size() - 1;
    while (last >= 0 && !entries.get(last).hasWeights()) {
      last--;
    }
    T fact = start;
    for (int i = 0; i < entries.size(); i++) {
      Entry entry = entries.get(i);
      try {
        fact = step(entry, fact, prefix + i, endsLinear && i == last);
      } catch (ArchitectureException e) {
        throw e;
      } catch (IllegalArgumentException e) {
        throw wrong(entry, fact, e);
      }
    }
    return fact;
  }

  private T step(Entry entry, T in, String path, boolean isLast) {
    if (entry instanceof Entry.Residual residual) {
      T entered = enter(residual, in, path);
      T shortcut =
          residual.shortcut().isEmpty()
              ? in
              : walk(residual.shortcut(), entered, path + ".shortcut.", isLast);
      T body = walk(residual.body(), entered, path + ".body.", isLast);
      return residual(residual, shortcut, body, path);
    }
    if (entry instanceof Entry.Branches branches) {
      List<T> outputs = new ArrayList<>();
      for (List<Entry> branch : branches.branches()) {
        outputs.add(walk(branch, in, path + ".branch" + outputs.size() + ".", isLast));
      }
      return branches(branches, outputs, path);
    }
    return leaf((Entry.Leaf) entry, in, path, isLast);
  }
}
