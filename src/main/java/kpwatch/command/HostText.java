package kpwatch.command;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kpwatch.incident.ProbeState;
import kpwatch.incident.ProbeTrack;
import kpwatch.notify.Seen;
import kpwatch.notify.Times;
import kpwatch.untrusted.UntrustedText;

/** What is said of one host. */
final class HostText {
  private static final Duration OLD = Duration.ofMinutes(15);

  private final Times times;
  private final Seen seen;
  private final Map<String, Instant> due;
  private final Instant now;

  /**
   * @param due when each subject is asked next, by its text
   */
  HostText(Times times, Seen seen, Map<String, Instant> due, Instant now) {
    this.times = times;
    this.seen = seen;
    this.due = due;
    this.now = now;
  }

  /** {@code kcna.kp (175.45.176.71): answers in 650 ms, 1 min ago; votes}. */
  String line(Host host) {
    String name = UntrustedText.echo(host.name());
    if (host.address().isEmpty()) {
      return name + ": its address is not known yet; no vote";
    }
    String where = name + " (" + host.address().get().getHostAddress() + "): ";
    if (!host.watched()) {
      return where + "moved out of the watched network; not visited, no vote";
    }
    return host.track()
        .filter(t -> t.lastProbe().isPresent() || t.lastAnswer().isPresent())
        .map(t -> where + state(t) + old(t) + (t.votes() ? "; votes" : "; no vote yet"))
        .orElse(where + "not asked yet; no vote");
  }

  private String state(ProbeTrack track) {
    return track.banned().isPresent() ? paused(track) : shown(track);
  }

  /** Its neighbours answer: it may not be down at all. */
  private String paused(ProbeTrack track) {
    String next =
        Optional.ofNullable(due.get(track.subject().toString()))
            .map(at -> "next try " + times.when(at, now))
            .orElse("tried again later");
    return "silent"
        + track.silentFrom().or(track::banned).map(at -> " since " + times.when(at, now)).orElse("")
        + ", possibly we are banned there: "
        + next
        + track.lastAnswer().map(at -> "; last answer " + times.when(at, now)).orElse("");
  }

  private String shown(ProbeTrack track) {
    String last = track.lastAnswer().map(at -> times.when(at, now)).orElse("never since we began");
    if (seen.silent(track)) {
      return "silent"
          + track
              .silentFrom()
              .map(at -> " since asked at " + times.when(at, now))
              .orElse(" at the last try")
          + ", last answer "
          + last;
    }
    if (!seen.answering(track)) {
      return (track.state() == ProbeState.UNKNOWN ? "cannot be told now" : "not asked since")
          + ", last answer "
          + last;
    }
    String took = track.took().map(t -> " in " + t.toMillis() + " ms").orElse("");
    String how =
        switch (track.state()) {
          case UP, UNQUALIFIED, FAILING, UNKNOWN -> "answers" + took;
          case SLOW -> "answers slowly" + took;
          case ILL -> "answers, but its service is in trouble";
          case MOVED -> "no name points here any more";
        };
    boolean fresh = track.lastAnswer().filter(this::fresh).isPresent();
    return how
        + ", "
        + (fresh ? track.lastAnswer().map(at -> Times.ago(at, now)).orElse("") : "last at " + last);
  }

  private boolean fresh(Instant at) {
    return Duration.between(at, now).compareTo(OLD) <= 0;
  }

  private String old(ProbeTrack track) {
    return track
        .lastProbe()
        .filter(at -> !fresh(at))
        .map(at -> "; old, last asked " + Times.ago(at, now))
        .orElse("");
  }

  /** Addresses of more than one of these hosts, each with its names. */
  List<String> shared(List<Host> hosts) {
    Map<InetAddress, List<String>> names = new LinkedHashMap<>();
    hosts.stream()
        .filter(h -> !h.isNameserver())
        .forEach(
            h ->
                h.address()
                    .ifPresent(
                        a ->
                            names
                                .computeIfAbsent(a, k -> new ArrayList<>())
                                .add(UntrustedText.echo(h.name()))));
    return names.entrySet().stream()
        .filter(e -> e.getValue().size() > 1)
        .map(e -> e.getKey().getHostAddress() + ": " + String.join(", ", e.getValue()))
        .toList();
  }
}
