package kpwatch.notify;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import kpwatch.assess.Assessment;
import kpwatch.assess.Hypothesis;
import kpwatch.incident.CountryState;
import kpwatch.incident.Detector;
import kpwatch.incident.Incident;
import kpwatch.incident.IncidentChange;
import kpwatch.incident.LineState;
import kpwatch.incident.PlaneTrack;
import kpwatch.incident.PrefixState;
import kpwatch.incident.Scope;
import kpwatch.incident.Thresholds;
import kpwatch.incident.Tracks;
import kpwatch.notify.Notification.Kind;
import kpwatch.notify.Told.Remark;
import kpwatch.observation.Subject;
import kpwatch.subscription.ChannelRef;
import kpwatch.subscription.Level;
import kpwatch.subscription.Mute;

/**
 * Decides what is worth saying: openings, wider scopes, changed verdicts, ends, and our own
 * blindness. A fold.
 */
public final class Announcer {
  private final Wording wording;
  private final Duration guessing;
  private final Duration blindSaid;
  private final Thresholds limits;

  public Announcer(Wording wording, Thresholds limits) {
    this.wording = wording;
    this.guessing = limits.probes().lately();
    this.blindSaid = limits.country().blindSaid();
    this.limits = limits;
  }

  /**
   * @param told what has been said of each open incident; closed ones are dropped
   */
  public record Said(
      SortedMap<String, Told> told, Told.Blindness blindness, List<Notification> notifications) {}

  /**
   * One step.
   *
   * @param assessments the present one of every incident that is open or has just closed
   */
  public Said announce(
      Detector.Step step,
      SortedMap<String, Assessment> assessments,
      SortedMap<String, Told> before,
      Told.Blindness blindness,
      Instant now) {
    Tracks tracks = step.state().tracks();
    SortedMap<String, Told> told = new TreeMap<>(before);
    List<Notification> notifications = new ArrayList<>();
    returned(step, now).ifPresent(notifications::add);
    for (IncidentChange change : step.changes()) {
      Incident incident = change.incident();
      Assessment assessment = assessments.get(incident.code());
      if (assessment == null) {
        continue;
      }
      switch (change.action()) {
        case OPENED -> notifications.add(opened(told, incident, assessment, tracks, now));
        case ESCALATED ->
            widened(told, incident, assessment, tracks, now).ifPresent(notifications::add);
        case EASED -> {}
        case CLOSED ->
            closed(told, incident, assessment, tracks, now).ifPresent(notifications::add);
      }
    }
    boolean settling = tracks.country() == CountryState.UNKNOWN;
    for (Incident incident : tracks.open()) {
      Told so = told.get(incident.code());
      Assessment assessment = assessments.get(incident.code());
      if (so != null && assessment != null) {
        narrowed(told, so, incident, assessment, tracks, now)
            .or(() -> swinging(told, so, incident, assessment, tracks, now))
            .or(() -> reassessed(told, so, incident, assessment, settling, now))
            .ifPresent(notifications::add);
      }
    }
    return blinded(told, blindness, notifications, tracks, now);
  }

  /** What comes back when no incident is open any more: it had been given up. */
  private Optional<Notification> returned(Detector.Step step, Instant now) {
    Tracks tracks = step.state().tracks();
    if (!tracks.open().isEmpty() || !step.changes().isEmpty()) {
      return Optional.empty();
    }
    List<String> prefixes =
        back(step, Subject.Kind.PREFIX, PrefixState.GONE.word(), PrefixState.UNKNOWN.word());
    List<String> lines =
        back(step, Subject.Kind.LINE, LineState.NOT_SEEN.word(), LineState.UNKNOWN.word());
    if (prefixes.isEmpty() && lines.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Notification(
            "back/" + String.join("+", prefixes.isEmpty() ? lines : prefixes) + "/" + now,
            now,
            Optional.empty(),
            Optional.empty(),
            Kind.NEWS,
            !prefixes.isEmpty(),
            prefixes.isEmpty() ? Level.ALL : Level.MAJOR,
            wording.returned(prefixes, lines, tracks, now)));
  }

  /** Names of what left a state for a better one. */
  private static List<String> back(
      Detector.Step step, Subject.Kind kind, String away, String unknown) {
    return step.transitions().stream()
        .filter(t -> t.subject().kind() == kind)
        .filter(t -> t.from().equals(away) && !t.to().equals(unknown))
        .map(t -> t.subject().name())
        .toList();
  }

  private Notification opened(
      SortedMap<String, Told> told,
      Incident incident,
      Assessment assessment,
      Tracks tracks,
      Instant now) {
    boolean rings = incident.widest().major();
    told.put(incident.code(), Told.first(incident, assessment, rings, now));
    Kind kind = incident.widest() == Scope.UPSTREAM ? Kind.NEWS : Kind.OPENED;
    return said(incident, 1, kind, rings, wording.opened(incident, assessment, tracks, now), now);
  }

  private Optional<Notification> widened(
      SortedMap<String, Told> told,
      Incident incident,
      Assessment assessment,
      Tracks tracks,
      Instant now) {
    Told so = told.get(incident.code());
    if (so == null || !incident.widest().wider(so.widest())) {
      return Optional.empty();
    }
    boolean rings = incident.widest().major();
    Told next = so.again(incident.widest(), assessment, rings, now);
    told.put(incident.code(), next);
    Kind kind = so.widest() == Scope.UPSTREAM ? Kind.OPENED : Kind.UPDATED;
    Message text = wording.widened(incident, assessment, tracks, next.updates(), now);
    return Optional.of(said(incident, next.updates(), kind, rings, text, now));
  }

  /** An end; what was no outage is taken back as loudly as it was said. */
  private Optional<Notification> closed(
      SortedMap<String, Told> told,
      Incident incident,
      Assessment assessment,
      Tracks tracks,
      Instant now) {
    Told so = told.remove(incident.code());
    if (so == null) {
      return Optional.empty();
    }
    int update = so.updates() + 1;
    Message text = wording.closed(incident, assessment, so, tracks, update, now);
    boolean mistaken = incident.ending().equals(Optional.of(Incident.Ending.MISTAKEN));
    Kind kind = mistaken ? Kind.CORRECTION : Kind.CLOSED;
    return Optional.of(said(incident, update, kind, so.rang(), text, now));
  }

  /** What was called the whole country and is not. */
  private Optional<Notification> narrowed(
      SortedMap<String, Told> told,
      Told so,
      Incident incident,
      Assessment assessment,
      Tracks tracks,
      Instant now) {
    boolean wrong =
        so.widest() == Scope.NATIONAL
            && !so.has(Remark.CORRECTED)
            && incident.scope().filter(s -> Scope.NATIONAL.wider(s)).isPresent()
            && incident.doubted(now, limits);
    if (!wrong) {
      return Optional.empty();
    }
    Told next = so.again(so.widest(), assessment, false, now).with(Remark.CORRECTED);
    told.put(incident.code(), next);
    Message text = wording.narrowed(incident, tracks, next.updates(), now);
    return Optional.of(said(incident, next.updates(), Kind.CORRECTION, so.rang(), text, now));
  }

  /** That it comes and goes, and that it does so no more; silently, since both were told before. */
  private Optional<Notification> swinging(
      SortedMap<String, Told> told,
      Told so,
      Incident incident,
      Assessment assessment,
      Tracks tracks,
      Instant now) {
    boolean unstable = incident.unstable().isPresent();
    if (unstable == so.has(Remark.UNSTABLE) || (!unstable && incident.scope().isEmpty())) {
      return Optional.empty();
    }
    Told next = so.again(so.widest(), assessment, false, now);
    told.put(
        incident.code(), unstable ? next.with(Remark.UNSTABLE) : next.without(Remark.UNSTABLE));
    Message text =
        unstable
            ? wording.unstable(incident, assessment, tracks, next.updates(), now)
            : wording.steady(incident, assessment, tracks, next.updates(), now);
    Kind kind = unstable ? Kind.UNSTABLE : Kind.UPDATED;
    return Optional.of(said(incident, next.updates(), kind, false, text, now));
  }

  /**
   * A verdict of the first minutes is a guess, and one that has just turned may turn again: it is
   * shown when asked for, and said once another has held for two rounds. One that was said aloud is
   * taken back as loudly.
   */
  private Optional<Notification> reassessed(
      SortedMap<String, Told> told,
      Told so,
      Incident incident,
      Assessment assessment,
      boolean settling,
      Instant now) {
    Told thinking = so.thinking(assessment, now);
    told.put(incident.code(), thinking);
    boolean guess = now.isBefore(so.last().plus(guessing));
    boolean held =
        thinking
            .other()
            .filter(o -> !now.isBefore(o.since().plus(limits.probes().interval())))
            .isPresent();
    if (settling || guess || incident.scope().isEmpty() || !held) {
      return Optional.empty();
    }
    boolean withdrawn = so.verdict() != assessment.verdict() && so.verdict() != Hypothesis.UNKNOWN;
    boolean rings = withdrawn && so.verdictRang();
    Told next = so.again(so.widest(), assessment, rings, now);
    told.put(incident.code(), next);
    Message text = wording.reassessed(incident, assessment, so.verdict(), next.updates(), now);
    return Optional.of(said(incident, next.updates(), Kind.UPDATED, rings, text, now));
  }

  /** What a channel is told when its mute is over: the present truth, once. */
  public Notification afterMute(
      ChannelRef channel, Mute mute, Tracks tracks, Optional<Assessment> assessment, Instant now) {
    return new Notification(
        Notification.afterMute(channel, mute.until()),
        now,
        Optional.empty(),
        Optional.empty(),
        Kind.NEWS,
        false,
        Level.MAJOR,
        wording.afterMute(mute.owed(), tracks, assessment, now));
  }

  private static Notification said(
      Incident incident, int update, Kind kind, boolean rings, Message text, Instant now) {
    Level level = incident.widest().major() ? Level.MAJOR : Level.ALL;
    return new Notification(
        incident.code() + "/" + update,
        now,
        Optional.of(incident.code()),
        Optional.of(incident.widest()),
        kind,
        rings,
        level,
        text);
  }

  /**
   * The routes are the plane without which no outage can be told, so their blindness counts like
   * that of both.
   */
  private Said blinded(
      SortedMap<String, Told> told,
      Told.Blindness before,
      List<Notification> notifications,
      Tracks tracks,
      Instant now) {
    PlaneTrack routes = tracks.routesPlane();
    if (routes.seeing() && before.told() && !whole(tracks, now)) {
      return new Said(told, before, notifications);
    }
    if (routes.seeing()) {
      if (before.told() && before.since().isPresent()) {
        Message text = wording.seeing(before.since().get(), tracks, now);
        notifications.add(
            new Notification(
                "seeing/" + now,
                now,
                Optional.empty(),
                Optional.empty(),
                Kind.SEEING,
                false,
                Level.ALL,
                text));
      }
      return new Said(told, Told.Blindness.NONE, notifications);
    }
    Instant since = blindSince(before, tracks);
    if (before.told() || now.isBefore(since.plus(blindSaid))) {
      return new Said(told, new Told.Blindness(Optional.of(since), before.told()), notifications);
    }
    Message text = wording.blind(since, tracks, now);
    notifications.add(
        new Notification(
            "blind/" + now,
            now,
            Optional.empty(),
            Optional.empty(),
            Kind.BLIND,
            false,
            Level.ALL,
            text));
    return new Said(told, new Told.Blindness(Optional.of(since), true), notifications);
  }

  /** While the program did not run it was not blind. */
  private static Instant blindSince(Told.Blindness before, Tracks tracks) {
    Instant seen = tracks.routesPlane().proven().orElse(tracks.routesPlane().since());
    Instant since = before.since().orElse(seen);
    return tracks
        .away()
        .map(Tracks.Away::to)
        .filter(back -> !before.told() && back.isAfter(since))
        .orElse(since);
  }

  /**
   * Whether every route has been looked at again; one that stays in doubt is not waited for without
   * end.
   */
  private boolean whole(Tracks tracks, Instant now) {
    boolean late = !now.isBefore(tracks.routesPlane().since().plus(guessing));
    return late
        || tracks.prefixes().values().stream().noneMatch(t -> t.state() == PrefixState.UNKNOWN);
  }
}
