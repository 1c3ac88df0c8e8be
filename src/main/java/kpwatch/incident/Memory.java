package kpwatch.incident;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kpwatch.observation.Subject;

/**
 * What is usual: the remembered samples of each subject. Immutable; rebuilt from the stored samples
 * at start.
 */
public final class Memory {
  static final Subject LIVE_PEERS = Subject.source("live-peers");
  public static final Memory EMPTY = new Memory(Map.of());

  private final Map<Subject, Samples> samples;

  private Memory(Map<Subject, Samples> samples) {
    this.samples = samples;
  }

  /** The memory with {@code more}, which come in the order of time. */
  public Memory with(List<Sample> more, Thresholds thresholds) {
    if (more.isEmpty()) {
      return this;
    }
    Map<Subject, Samples> all = new HashMap<>(samples);
    for (Sample sample : more) {
      boolean probed =
          sample.subject().kind() == Subject.Kind.ADDRESS
              || sample.subject().kind() == Subject.Kind.DNS;
      Instant oldest = probed ? Instant.MIN : sample.at().minus(thresholds.routes().usualWindow());
      int most = probed ? thresholds.probes().usualOf() : Integer.MAX_VALUE - 8;
      Samples before = all.getOrDefault(sample.subject(), Samples.NONE);
      all.put(sample.subject(), before.with(sample.at(), sample.value(), oldest, most));
    }
    return new Memory(all);
  }

  /** With no sample after {@code now}: such a one counts as one of now. */
  Memory rewound(Instant now) {
    Map<Subject, Samples> all = new HashMap<>(samples);
    all.replaceAll((subject, past) -> past.rewound(now));
    return new Memory(all);
  }

  Samples of(Subject subject) {
    return samples.getOrDefault(subject, Samples.NONE);
  }
}
