package org.normprop.train.compare;

import java.io.IOException;
import java.io.Serializable;
import org.normprop.train.ConstantsSource;
import org.normprop.train.RunFolder;
import org.normprop.train.Training;

/** What a training needs besides its settings and data; travels to where it is done. */
public interface RunOutfit extends Serializable {

  /**
   * Where constants come from.
   *
   * @return a source for one thread
   */
  ConstantsSource constants();

  /**
   * Leaves something in the folder of a run that has ended.
   *
   * @param folder the run
   * @param training the training, all of whose epochs are done
   * @throws IOException if that fails
   */
  void finish(RunFolder folder, Training training) throws IOException;
}
