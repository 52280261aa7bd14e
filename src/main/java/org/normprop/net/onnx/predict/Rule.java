package org.normprop.net.onnx.predict;

import java.util.List;

/** What an operator does to statistics. */
interface Rule {

  /**
   * Foretells a node's outputs.
   *
   * @return an output each, as many as are foretold
   * @throws Step.NoRuleException where nothing is
   */
  List<Signal> of(Step step);
}
