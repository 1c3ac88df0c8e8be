package kpwatch.notify;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import kpwatch.subscription.Level;

/**
 * What the operator's channel hears of our own troubles: a part that has been ill for more than
 * five minutes, once, and that it is well again, once; at most one message in ten minutes, and what
 * came meanwhile is in the next one. A fold.
 */
public final class OperatorNews {
  private static final Duration HICCUP = Duration.ofMinutes(5);
  private static final Duration APART = Duration.ofMinutes(10);

  private final Times times;

  public OperatorNews(Times times) {
    this.times = times;
  }

  /**
   * What is wrong, and what has been said of it.
   *
   * @param troubles by the name of the part
   * @param said when the last message was written
   */
  public record State(SortedMap<String, Trouble> troubles, Optional<Instant> said) {
    public static final State NONE = new State(new TreeMap<>(Map.of()), Optional.empty());

    public State {
      troubles = new TreeMap<>(troubles);
    }

    /**
     * What a restart has to know: a part that is ill but has not been told of begins anew, since a
     * start may heal it or take a while by itself.
     */
    public State lasting() {
      SortedMap<String, Trouble> lasting = new TreeMap<>(troubles);
      lasting.values().removeIf(t -> !t.told() && t.over().isEmpty());
      return new State(lasting, said);
    }
  }

  /**
   * A part that is ill, or was and has not been told to be well.
   *
   * @param told whether it was said that it is ill
   * @param over since when it is well again
   */
  public record Trouble(Instant since, boolean told, Optional<Instant> over) {
    boolean lasted(Instant now) {
      return Duration.between(since, over.orElse(now)).compareTo(HICCUP) > 0;
    }

    boolean toBeSaid(Instant now) {
      return over.isPresent() || (!told && lasted(now));
    }

    /** After a clock that went back, nothing began later than now. */
    Trouble notAfter(Instant now) {
      return new Trouble(earlier(since, now), told, over.map(o -> earlier(o, now)));
    }
  }

  /** A message, and the state once it is kept. */
  public record Said(State state, Notification notification) {}

  /**
   * What is wrong now. Parts that give no sign any more are forgotten.
   *
   * @param signs of every part, each name once
   */
  public State seen(State before, List<Sign> signs, Instant now) {
    SortedMap<String, Trouble> troubles = new TreeMap<>();
    for (Sign sign : signs) {
      Optional<Trouble> known =
          Optional.ofNullable(before.troubles().get(sign.name())).map(t -> t.notAfter(now));
      (sign.ill() ? Optional.of(ill(known, now)) : well(known, now))
          .ifPresent(t -> troubles.put(sign.name(), t));
    }
    return new State(troubles, before.said().map(at -> earlier(at, now)));
  }

  /** Ill again before it was told to be well is ill still. */
  private static Trouble ill(Optional<Trouble> known, Instant now) {
    return known
        .map(t -> new Trouble(t.since(), t.told(), Optional.empty()))
        .orElse(new Trouble(now, false, Optional.empty()));
  }

  private static Optional<Trouble> well(Optional<Trouble> known, Instant now) {
    return known
        .filter(t -> t.told() || t.lasted(now))
        .map(t -> new Trouble(t.since(), t.told(), t.over().or(() -> Optional.of(now))));
  }

  /**
   * The message that is due now.
   *
   * @param state as {@link #seen} gave it
   */
  public Optional<Said> say(State state, List<Sign> signs, Instant now) {
    boolean lately = state.said().filter(at -> now.isBefore(at.plus(APART))).isPresent();
    if (lately || state.troubles().values().stream().noneMatch(t -> t.toBeSaid(now))) {
      return Optional.empty();
    }
    SortedMap<String, Trouble> after = new TreeMap<>();
    List<String> begun = new ArrayList<>();
    List<String> over = new ArrayList<>();
    List<String> lines = new ArrayList<>();
    for (Sign sign : signs) {
      Trouble trouble = state.troubles().get(sign.name());
      if (trouble == null) {
        continue;
      }
      if (!trouble.toBeSaid(now)) {
        after.put(sign.name(), trouble);
      } else if (trouble.over().isPresent()) {
        over.add(sign.name());
        lines.add(over(sign.name(), trouble.since(), trouble.over().get(), now));
      } else {
        begun.add(sign.name());
        lines.add(begun(sign, trouble.since(), now));
        after.put(sign.name(), new Trouble(trouble.since(), true, Optional.empty()));
      }
    }
    Message message = Message.note(headline(begun, over), lines.toArray(String[]::new));
    Notification notification =
        new Notification(
            "operator/" + now,
            now,
            Optional.empty(),
            Optional.empty(),
            Notification.Kind.NEWS,
            false,
            Level.ALL,
            message);
    return Optional.of(new Said(new State(after, Optional.of(now)), notification));
  }

  private static String headline(List<String> begun, List<String> over) {
    List<String> parts = new ArrayList<>();
    if (!begun.isEmpty()) {
      parts.add("trouble with " + String.join(", ", begun));
    }
    if (!over.isEmpty()) {
      parts.add("well again: " + String.join(", ", over));
    }
    return "This monitor itself: " + String.join("; ", parts);
  }

  private String begun(Sign sign, Instant since, Instant now) {
    return sign.name()
        + ": trouble since "
        + times.when(since, now)
        + ", seen: "
        + sign.shown()
        + ". "
        + meaning(sign.harm());
  }

  private String over(String name, Instant since, Instant over, Instant now) {
    return name
        + ": well again since "
        + times.when(over, now)
        + "; the trouble began at "
        + times.when(since, now)
        + " and took "
        + Times.length(Duration.between(since, over))
        + ".";
  }

  private static String meaning(Sign.Harm harm) {
    return switch (harm) {
      case ALERTS_WAIT -> "Alerts wait and will be sent when it is back.";
      case ALERTS_WAIT_FOR_RESTART -> "Alerts there wait until this bot is started again.";
      case UNHEARD ->
          "Questions and buttons there may go unanswered; alerts are sent all the same.";
      case UNSEEING -> "Nothing new can be told of the country meanwhile.";
      case HALF_SEEING -> "Lost routes are told all the same; what the servers do is not.";
      case LATER ->
          "Polling goes on alone; changes of the routes are told some minutes later. Where the"
              + " stream can never be reached, switch it off: ris-live.enabled = false.";
      case PAST -> "It keeps nothing back.";
    };
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }
}
