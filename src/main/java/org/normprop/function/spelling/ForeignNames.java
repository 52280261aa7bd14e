package org.normprop.function.spelling;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.normprop.function.catalogue.Activations;

/**
 * What PyTorch, Keras, JAX and ONNX call an activation, and what else it goes by.
 *
 * <p>The file {@code names.txt} is the one list of them: other people's spellings are understood by
 * it, and the reference of activations is printed from it; an activation that is not in it has a
 * name here alone. Read when first asked for. Immutable.
 */
public final class ForeignNames {

  /** A name that belongs to one module alone: scipy.stats.norm.cdf, jax.nn.gelu. */
  private static final int SEGMENTS = 3;

  private final List<Entry> entries;
  private final Map<String, String> whole = new HashMap<>();
  private final Map<String, String> last = new HashMap<>();
  private final Map<String, Map<String, String>> parameters = new HashMap<>();

  private ForeignNames(List<Entry> entries) {
    this.entries = entries;
    for (Entry entry : entries) {
      for (String name : entry.names()) {
        whole.putIfAbsent(name, entry.unit());
        if (!entry.unit().contains(":") && isOwn(name, entry)) {
          last.putIfAbsent(key(name), entry.unit());
        }
      }
      parameters.putIfAbsent(entry.name(), entry.parameters());
    }
    for (Entry entry : entries) {
      if (!entry.unit().contains(":")) {
        last.put(key(entry.unit()), entry.unit());
      }
    }
  }

  /** JAX's gelu is gelu_tanh, whose own name is another. */
  private static boolean isOwn(String name, Entry entry) {
    return !(name.equals("jax.nn.gelu") && entry.unit().equals("gelu_tanh"));
  }

  /**
   * A line of the table.
   *
   * @param unit the activation, with parameters where the framework's default is another
   * @param formula what it computes
   * @param pytorch its names there; empty if it has none
   * @param keras its names there
   * @param jax its names there
   * @param onnx the operator
   * @param others other names, by blanks
   * @param parameters our parameter by theirs
   */
  public record Entry(
      String unit,
      String formula,
      String pytorch,
      String keras,
      String jax,
      String onnx,
      String others,
      Map<String, String> parameters) {

    private static Entry of(String line) {
      String[] fields = line.split("\\|", -1);
      Map<String, String> parameters = new HashMap<>();
      for (String pair : fields[7].isBlank() ? new String[0] : fields[7].split(" ")) {
        String[] names = pair.split("=");
        parameters.put(names[0], names[1]);
      }
      return new Entry(
          fields[0],
          fields[1],
          known(fields[2]),
          known(fields[3]),
          known(fields[4]),
          known(fields[5]),
          fields[6],
          Map.copyOf(parameters));
    }

    /** An activation that goes by its own name alone. */
    private static Entry unnamed(String name) {
      String formula = Activations.formula(Activations.of(name)).orElse("");
      return new Entry(name, formula, "", "", "", "", "", Map.of());
    }

    private static String known(String field) {
      return field.equals("-") ? "" : field;
    }

    /**
     * The activation's name alone.
     *
     * @return the unit without its parameters
     */
    public String name() {
      return unit.split(":", 2)[0];
    }

    /** The names that stand for it without an argument. */
    private List<String> names() {
      List<String> names = new ArrayList<>();
      for (String column : List.of(pytorch, keras, jax, onnx, others)) {
        String bare = column.replaceAll("[A-Za-z_.]+\\([^)]*\\)", "").replaceAll("\\([^)]*\\)", "");
        Stream.of(bare.split(" ")).filter(name -> !name.isEmpty()).forEach(names::add);
      }
      return names;
    }
  }

  /** Reads the table once; a class of its own, so that who needs no table reads none. */
  private static final class Table {
    static final ForeignNames NAMES = new ForeignNames(read());

    private static List<Entry> read() {
      try (BufferedReader reader =
          new BufferedReader(
              new InputStreamReader(
                  ForeignNames.class.getResourceAsStream("names.txt"), StandardCharsets.UTF_8))) {
        List<Entry> entries =
            new ArrayList<>(
                reader.lines().filter(line -> !line.startsWith("#")).map(Entry::of).toList());
        Set<String> named = entries.stream().map(Entry::name).collect(Collectors.toSet());
        Activations.names().stream()
            .filter(name -> !named.contains(name))
            .forEach(name -> entries.add(Entry.unnamed(name)));
        return List.copyOf(entries);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /**
   * The whole table.
   *
   * @return its lines, in the catalogue's order
   */
  public static List<Entry> entries() {
    return Table.NAMES.entries;
  }

  /**
   * What an activation is called here.
   *
   * @param written a name, maybe with modules before it, such as {@code torch.nn.SiLU}
   * @return the unit's text, such as {@code silu} or {@code leaky_relu:slope=0.2}; empty if nothing
   *     goes by the name
   */
  public static Optional<String> unit(String written) {
    ForeignNames names = Table.NAMES;
    String[] segments = written.split("\\.");
    for (int n = Math.min(SEGMENTS, segments.length); n > 1; n--) {
      String tail =
          String.join(".", List.of(segments).subList(segments.length - n, segments.length));
      if (names.whole.containsKey(tail)) {
        return Optional.of(names.whole.get(tail));
      }
    }
    return segments.length == 0
        ? Optional.empty()
        : Optional.ofNullable(names.last.get(key(segments[segments.length - 1])));
  }

  /**
   * What a parameter is called here.
   *
   * @param activation the activation's name here
   * @param written the parameter's name there
   * @return our name of it; the written one if it is not known
   */
  public static String parameter(String activation, String written) {
    return Table.NAMES.parameters.getOrDefault(activation, Map.of()).getOrDefault(written, written);
  }

  /** Without what spellings differ in: {@code LeakyReLU}, {@code leaky_relu}. */
  static String key(String name) {
    String last = name.substring(name.lastIndexOf('.') + 1);
    return last.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
  }
}
