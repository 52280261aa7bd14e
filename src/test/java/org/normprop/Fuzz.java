package org.normprop;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.normprop.data.sets.Mutations;

/**
 * Tries damaged and made-up input on whatever reads it. It may be taken or refused by an exception
 * that is meant for the user; anything else, an endless wait, or more memory than the input's size
 * allows is a fault.
 *
 * <p>The system property {@code normprop.fuzz} says how many inputs of each kind are tried; the
 * profile {@code soak} sets it.
 */
public final class Fuzz {

  /** How many inputs of each kind. */
  public static final int INPUTS = Integer.getInteger("normprop.fuzz", 300);

  /** All that one input may allocate, live or not: inputs have some kilobytes. */
  private static final long MOST_MEMORY = 1 << 25;

  private long mostMemory = MOST_MEMORY;

  private static final int LONGEST_MESSAGE = 3000;

  /** Reads an input. */
  @FunctionalInterface
  public interface Reader {
    /** Takes it, or throws. */
    void read(byte[] input) throws Exception;
  }

  private final String name;
  private final List<String> seeds;
  private final List<String> words;
  private final Set<Class<? extends Exception>> refusals;

  /**
   * Plans.
   *
   * @param name of what is read
   * @param seeds inputs that are right
   * @param words pieces that are put in; may be empty
   * @param refusals the exceptions that are meant for the user
   */
  public Fuzz(
      String name,
      List<String> seeds,
      List<String> words,
      Set<Class<? extends Exception>> refusals) {
    this.name = name;
    this.seeds = seeds;
    this.words = words;
    this.refusals = refusals;
  }

  /** Allows so many bytes instead: for input that asks for work. */
  public Fuzz allowing(long bytes) {
    mostMemory = bytes;
    return this;
  }

  /** Tries the seeds, every truncation of them, and mutations. */
  public void hold(int inputs, Reader reader) {
    hold(inputs, false, reader);
  }

  /** The same; {@code allRight} if no mutation need be refused. */
  public void hold(int inputs, boolean allRight, Reader reader) {
    assertTimeoutPreemptively(
        Duration.ofSeconds(60 + inputs / 10),
        () -> {
          SplittableRandom random = new SplittableRandom(name.hashCode());
          for (String seed : seeds) {
            reader.read(bytes(seed));
          }
          int tried = 0;
          int refused = 0;
          long slowest = 0;
          for (String seed : seeds) {
            byte[] whole = bytes(seed);
            int step = inputs < 1000 ? 1 + 3 * whole.length / inputs : 1; // every byte in soak
            for (int length = 0; length < whole.length; length += step) {
              refused += taken(java.util.Arrays.copyOf(whole, length), reader) ? 0 : 1;
              tried++;
            }
          }
          for (int i = 0; i < inputs; i++) {
            long start = System.nanoTime();
            refused += taken(made(random), reader) ? 0 : 1;
            slowest = Math.max(slowest, System.nanoTime() - start);
            tried++;
          }
          if (Integer.getInteger("normprop.fuzz") != null) {
            System.out.printf(
                "%s: %d tried, %d refused, the slowest took %d ms%n",
                name, tried, refused, slowest / 1_000_000);
          }
          assertTrue(
              allRight || refused > tried / 10, name + ": only " + refused + " were refused");
        });
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private byte[] made(SplittableRandom random) {
    String text = seeds.get(random.nextInt(seeds.size()));
    if (!words.isEmpty()) {
      for (int n = random.nextInt(4); n > 0; n--) {
        int at = random.nextInt(text.length() + 1);
        int to = Math.min(text.length(), at + random.nextInt(8));
        String word = words.get(random.nextInt(words.size()));
        text = text.substring(0, at) + word + text.substring(random.nextBoolean() ? at : to);
      }
      if (random.nextInt(50) == 0) {
        text = words.get(random.nextInt(words.size())).repeat(1 + random.nextInt(3000)) + text;
      }
    }
    byte[] bytes = bytes(text);
    return random.nextInt(words.isEmpty() ? 1 : 2) == 0 ? Mutations.of(bytes, random) : bytes;
  }

  private boolean taken(byte[] input, Reader reader) {
    com.sun.management.ThreadMXBean threads =
        (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    boolean taken = true;
    try {
      reader.read(input);
    } catch (Exception | Error e) {
      if (refusals.stream().noneMatch(type -> type.isInstance(e))) {
        fail(name + " brought about " + e + " by " + shown(input), e);
      }
      assertTrue(
          e.getMessage() != null && e.getMessage().length() < LONGEST_MESSAGE,
          "a message of endless length, or none, for " + shown(input));
      taken = false;
    }
    long memory = threads.getCurrentThreadAllocatedBytes() - before;
    assertTrue(memory < mostMemory, memory + " bytes taken for " + shown(input));
    return taken;
  }

  private static String shown(byte[] input) {
    String text = new String(input, StandardCharsets.ISO_8859_1);
    return "'" + (text.length() > 2000 ? text.substring(0, 2000) + "..." : text) + "'";
  }
}
