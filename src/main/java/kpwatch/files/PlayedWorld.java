package kpwatch.files;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import kpwatch.observation.Answer;
import kpwatch.observation.Subject;

/**
 * The outside world of a scenario: what RIPEstat and the hosts answer at any time. The same
 * questions in the same order get the same bytes. Knows nothing of what is concluded from them.
 * Safe for use by several threads.
 */
public final class PlayedWorld {
  /** How long a time that no record states is. */
  private static final Duration USUAL = Duration.ofMillis(600);

  /** How long silence is waited for. */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Scenario scenario;
  private final Timeline timeline;
  private final RipeStatAnswers ripestat;
  private final RisLiveFrames frames;
  private final Map<Subject, Tally> tallies = new ConcurrentHashMap<>();

  public PlayedWorld(Scenario scenario) {
    this.scenario = scenario;
    this.timeline = Timeline.of(scenario);
    this.ripestat = new RipeStatAnswers(scenario.network(), timeline);
    this.frames = new RisLiveFrames(scenario.network(), timeline);
  }

  /**
   * An answer of RIPEstat.
   *
   * @param status the HTTP status; 0 if none comes
   * @param contentType empty if none comes
   * @param timesOut nothing comes, however long one waits
   */
  public record Reply(int status, String contentType, byte[] body, boolean timesOut) {}

  /**
   * What one attempt at a host met.
   *
   * @param time until the answer, or until patience ends
   */
  public record Attempt(HostAnswer answer, Duration time) {}

  private record Tally(Instant since, long attempts) {}

  public Scenario scenario() {
    return scenario;
  }

  /** The whole state at a time; before the start, the one at the start. */
  public World at(Instant now) {
    return timeline.at(now).world();
  }

  /**
   * The bytes that RIPEstat would send. Never throws for what is asked: a wrong question gets HTTP
   * 400.
   *
   * @param call such as {@code looking-glass}
   * @param query the parameters, decoded
   */
  public Reply ripestat(String call, Map<String, String> query, Instant now) {
    return ripestat.answer(call, query, now);
  }

  /** How the stream of RIS Live stands. */
  public RisLive risLive(Instant now) {
    return at(now).instruments().risLive().orElse(RisLive.OK);
  }

  /**
   * The frames that RIS Live would send to one who asked for all routes of the network, after one
   * moment up to another, if it worked all the time.
   */
  public List<String> risLiveFrames(Instant after, Instant upTo) {
    return frames.between(after, upTo);
  }

  /**
   * Asks a host once and counts the attempt, since of an {@code ok} host with losses attempt k
   * since the change is lost iff ⌊k·lost⌋ ≠ ⌊(k−1)·lost⌋. A host that the scenario does not know
   * does not exist.
   *
   * @param host {@code site:…}, {@code dns:…} or {@code control:…}
   */
  public Attempt attempt(Subject host, Instant now) {
    Timeline.Epoch epoch = timeline.at(now);
    HostState state = epoch.world().hosts().get(host);
    Instant since = epoch.since().get(host);
    if (state == null || since == null) {
      return new Attempt(new HostAnswer(Answer.NXDOMAIN, 0), USUAL);
    }
    Tally tally =
        tallies.merge(
            host,
            new Tally(since, 1),
            (old, first) ->
                old.since().equals(since) ? new Tally(since, old.attempts() + 1) : first);
    HostAnswer answer =
        state.answer().answer() == Answer.OK && lost(state.lost(), tally.attempts())
            ? HostAnswer.SILENCE
            : state.answer();
    return new Attempt(answer, answer.answer() == Answer.TIMEOUT ? PATIENCE : time(host, state));
  }

  private static boolean lost(BigDecimal share, long attempt) {
    return whole(share, attempt).compareTo(whole(share, attempt - 1)) != 0;
  }

  private static BigDecimal whole(BigDecimal share, long attempts) {
    return share.multiply(BigDecimal.valueOf(attempts)).setScale(0, RoundingMode.FLOOR);
  }

  private Duration time(Subject host, HostState state) {
    return state.time().or(() -> atStart(host)).orElse(USUAL);
  }

  private Optional<Duration> atStart(Subject host) {
    return Optional.ofNullable(scenario.initial().hosts().get(host)).flatMap(HostState::time);
  }
}
