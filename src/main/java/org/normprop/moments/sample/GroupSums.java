package org.normprop.moments.sample;

import java.util.ArrayList;
import java.util.List;

/**
 * Merges what tasks collected: first within a group of tasks, then group by group. The shape of
 * this tree is fixed by the tasks' numbers, so that whoever has all of a group may merge it.
 * Mutable and not thread-safe.
 */
final class GroupSums {

  private final int units;
  private final List<UnitTally> whole;
  private List<UnitTally> group;

  GroupSums(int units) {
    this.units = units;
    this.whole = empty();
    this.group = empty();
  }

  private List<UnitTally> empty() {
    List<UnitTally> tallies = new ArrayList<>();
    for (int i = 0; i < units; i++) {
      tallies.add(new UnitTally());
    }
    return tallies;
  }

  /** Adds the next task's, which may end a group. */
  void add(List<UnitTally> task, boolean endsGroup) {
    merge(group, task);
    if (endsGroup) {
      merge(whole, group);
      group = empty();
    }
  }

  /** The sums of all; nothing is added afterwards. */
  List<UnitTally> totals() {
    merge(whole, group);
    group = empty();
    return whole;
  }

  private static void merge(List<UnitTally> into, List<UnitTally> more) {
    for (int i = 0; i < into.size(); i++) {
      into.get(i).merge(more.get(i));
    }
  }
}
