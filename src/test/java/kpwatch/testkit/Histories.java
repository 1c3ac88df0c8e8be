package kpwatch.testkit;

import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.LongStream;

/**
 * Random histories, on as many threads as there are processors, each made from a seed: the same in
 * every run, and one that fails names its seed. How many: the system property {@code histories};
 * only one: {@code history=SEED}.
 */
public final class Histories {
  private static final int USUAL = 1000;

  private Histories() {}

  /** Plays each history; the first that fails ends it. */
  public static void each(Consumer<Random> history) {
    each(1, history);
  }

  /** The same with one in so many, for a property that takes long. */
  public static void each(int oneOf, Consumer<Random> history) {
    upTo(Integer.getInteger("histories", USUAL) / oneOf, history);
  }

  /** The same; how many is a system property of its own. */
  public static void each(String property, int usual, Consumer<Random> history) {
    upTo(Integer.getInteger(property, usual), history);
  }

  private static void upTo(int most, Consumer<Random> history) {
    Long only = Long.getLong("history");
    LongStream seeds = only == null ? LongStream.range(0, most) : LongStream.of(only);
    seeds.parallel().forEach(seed -> again(seed, history));
  }

  /** One history, such as one that once failed. */
  public static void again(long seed, Consumer<Random> history) {
    try {
      history.accept(new Random(seed * 0x9E3779B97F4A7C15L));
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError("history " + seed + " (again: -Dhistory=" + seed + ")", e);
    }
  }

  /** One of these, all equally likely. */
  @SafeVarargs
  public static <T> T one(Random random, T... of) {
    return of[random.nextInt(of.length)];
  }
}
