package kpwatch.incident;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * From onset to end.
 *
 * @param code {@code KP-} and four characters, from the network and the onset
 * @param onset the first observation that shows the change
 * @param notBefore the last one that shows the old state; empty where none was seen
 * @param scope what holds now; empty while nothing does and the end awaits its hold time
 * @param quietSince when the return to no scope began, while it lasts
 * @param ended when the return that held began
 * @param timeline how the scope moved
 * @param unstable since when it is told as coming and going, while it is
 * @param ending why it is over; empty while it is not
 */
public record Incident(
    String code,
    Instant opened,
    Instant onset,
    Optional<Instant> notBefore,
    Optional<Scope> scope,
    Scope widest,
    Optional<Instant> quietSince,
    Optional<Instant> ended,
    Findings findings,
    List<Step> timeline,
    Optional<Instant> unstable,
    Optional<Ending> ending) {
  public Incident {
    timeline = List.copyOf(timeline);
  }

  /** What happened to an incident in one round. */
  public enum Action {
    OPENED,
    ESCALATED,
    EASED,
    CLOSED;

    public String word() {
      return Words.of(this);
    }
  }

  /** Why an incident is over. */
  public enum Ending {
    /** What was lost is there again. */
    RETURNED,
    /** It has lasted so long that it is what is usual now. */
    USUAL,
    /** It was none: our view was at fault. */
    MISTAKEN
  }

  /**
   * One move of the scope.
   *
   * @param at when it was decided
   * @param from when what it rests on was first observed
   * @param scope empty: none holds any more
   */
  public record Step(Instant at, Instant from, Optional<Scope> scope) {}

  public boolean closed() {
    return ended.isPresent();
  }

  /**
   * Whether the loss seems to be one of our view: for longer than a round of probes takes, servers
   * have answered where no route is seen, and none had fallen silent.
   */
  public boolean doubted(Instant now, Thresholds limits) {
    return findings
        .contradicted()
        .filter(since -> !now.isBefore(since.plus(limits.probes().order())))
        .isPresent();
  }

  /** From the first loss of routes nationwide to their first return, where there was one. */
  public Optional<Span> outage() {
    Optional<Instant> from = Optional.empty();
    for (Step step : timeline) {
      boolean national = step.scope().equals(Optional.of(Scope.NATIONAL));
      if (national && from.isEmpty()) {
        from = Optional.of(step.from());
      } else if (!national && from.isPresent()) {
        return Optional.of(new Span(from.get(), Optional.of(step.from())));
      }
    }
    return from.map(f -> new Span(f, Optional.empty()));
  }

  /** Every span in which routes were lost, to whatever extent. */
  public List<Span> losses() {
    List<Span> losses = new ArrayList<>();
    Optional<Instant> from = Optional.empty();
    for (Step step : timeline) {
      boolean lost = step.scope().filter(Scope::routesLost).isPresent();
      if (lost && from.isEmpty()) {
        from = Optional.of(step.from());
      } else if (!lost && from.isPresent()) {
        losses.add(new Span(from.get(), Optional.of(step.from())));
        from = Optional.empty();
      }
    }
    from.ifPresent(f -> losses.add(new Span(f, Optional.empty())));
    return losses;
  }

  /** A span of time; without an end it lasts. */
  public record Span(Instant from, Optional<Instant> to) {}

  Incident moved(Instant now, Instant from, Optional<Scope> next) {
    List<Step> steps = new ArrayList<>(timeline);
    steps.add(new Step(now, from, next));
    Scope widestNow = next.filter(s -> s.wider(widest)).orElse(widest);
    return new Incident(
        code,
        opened,
        onset,
        notBefore,
        next,
        widestNow,
        next.isPresent() ? Optional.empty() : Optional.of(from),
        Optional.empty(),
        findings,
        steps,
        unstable,
        Optional.empty());
  }

  Incident with(Findings more) {
    return more.equals(findings) ? this : with(more, unstable);
  }

  Incident unstable(Optional<Instant> since) {
    return since.equals(unstable) ? this : with(findings, since);
  }

  private Incident with(Findings found, Optional<Instant> swinging) {
    return new Incident(
        code,
        opened,
        onset,
        notBefore,
        scope,
        widest,
        quietSince,
        ended,
        found,
        timeline,
        swinging,
        ending);
  }

  Incident closed(Instant end, Ending why) {
    return new Incident(
        code,
        opened,
        onset,
        notBefore,
        Optional.empty(),
        widest,
        quietSince,
        Optional.of(end),
        findings,
        timeline,
        Optional.empty(),
        Optional.of(why));
  }
}
