package kpwatch.incident;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.OptionalDouble;

/** The remembered values of one subject, oldest first. Immutable. */
final class Samples {
  static final Samples NONE = new Samples(new long[0], new double[0]);

  private final long[] seconds;
  private final double[] values;
  private double median = Double.NaN;

  private Samples(long[] seconds, double[] values) {
    this.seconds = seconds;
    this.values = values;
  }

  /**
   * With one more value, without those before {@code oldest} and without the oldest ones above
   * {@code most}.
   */
  Samples with(Instant at, double value, Instant oldest, int most) {
    int from = Math.max(0, values.length + 1 - most);
    while (from < values.length && seconds[from] < oldest.getEpochSecond()) {
      from++;
    }
    int kept = values.length - from;
    long[] times = Arrays.copyOfRange(seconds, from, from + kept + 1);
    double[] kin = Arrays.copyOfRange(values, from, from + kept + 1);
    times[kept] = at.getEpochSecond();
    kin[kept] = value;
    return new Samples(times, kin);
  }

  Samples rewound(Instant now) {
    long latest = now.getEpochSecond();
    return values.length == 0 || seconds[values.length - 1] <= latest
        ? this
        : new Samples(Arrays.stream(seconds).map(s -> Math.min(s, latest)).toArray(), values);
  }

  int size() {
    return values.length;
  }

  /** Whether so much time lies between the oldest and the newest value. */
  boolean spans(Duration time) {
    return values.length > 0 && seconds[values.length - 1] - seconds[0] >= time.toSeconds();
  }

  /** Empty without values; the mean of the middle two for an even number. */
  OptionalDouble median() {
    if (values.length == 0) {
      return OptionalDouble.empty();
    }
    if (Double.isNaN(median)) {
      double[] sorted = values.clone();
      Arrays.sort(sorted);
      int middle = sorted.length / 2;
      median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
    return OptionalDouble.of(median);
  }
}
