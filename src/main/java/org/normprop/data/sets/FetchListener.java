package org.normprop.data.sets;

/** Is told how fetching goes on. Called from the fetching thread. */
public interface FetchListener {

  /**
   * Something worth a line: where files are fetched from, what did not work.
   *
   * @param text one line
   */
  void remark(String text);

  /**
   * Bytes came; called many times a second.
   *
   * @param what the file
   * @param done bytes so far
   * @param total bytes in all, or -1 if that is not known
   */
  void progress(String what, long done, long total);
}
