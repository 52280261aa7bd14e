package org.normprop.net.onnx.measure;

import java.util.function.IntConsumer;

/** Hands samples out to threads, and takes what they found back in order. */
final class SampleQueue {

  private final int samples;
  private final IntConsumer progress;
  private int handedOut;
  private int delivered;
  private boolean stopped;

  SampleQueue(int samples, IntConsumer progress) {
    this.samples = samples;
    this.progress = progress;
  }

  /** The next sample; -1 when there is none. */
  synchronized int next() {
    return stopped || handedOut == samples ? -1 : handedOut++;
  }

  /** Waits until all earlier samples were delivered, and delivers. */
  synchronized void inOrder(int sample, Runnable delivery) {
    try {
      while (delivered != sample && !stopped) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stopped = true;
    }
    if (!stopped) {
      delivery.run();
      delivered++;
      progress.accept(delivered);
    }
    notifyAll();
  }

  /** After a failure: nobody waits any longer. */
  synchronized void stop() {
    stopped = true;
    notifyAll();
  }
}
