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
import kpwatch.incident.Incident;
import kpwatch.incident.IncidentChange;
import kpwatch.incident.PlaneTrack;
import kpwatch.incident.PrefixState;
import kpwatch.incident.Scope;
import kpwatch.incident.Thresholds;
import kpwatch.incident.Tracks;
import kpwatch.notify.Notification.Kind;
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

  public Announcer(Wording wording, Thresholds limits) {
    this.wording = wording;
    this.guessing = limits.probes().lately();
    this.blindSaid = limits.country().blindSaid();
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
      List<IncidentChange> changes,
      SortedMap<String, Assessment> assessments,
      SortedMap<String, Told> before,
      Told.Blindness blindness,
      Tracks tracks,
      Instant now) {
    SortedMap<String, Told> told = new TreeMap<>(before);
    List<Notification> notifications = new ArrayList<>();
    for (IncidentChange change : changes) {
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
    for (Incident incident : tracks.open()) {
      reassessed(
              told,
              incident,
              Optional.ofNullable(assessments.get(incident.code())),
              tracks.country() == CountryState.UNKNOWN,
              now)
          .ifPresent(notifications::add);
    }
    return blinded(told, blindness, notifications, tracks, now);
  }

  private Notification opened(
      SortedMap<String, Told> told,
      Incident incident,
      Assessment assessment,
      Tracks tracks,
      Instant now) {
    boolean rings = incident.widest().routesLost();
    told.put(
        incident.code(),
        new Told(
            incident.code(),
            1,
            incident.widest(),
            assessment.verdict(),
            assessment.confidence(),
            assessment.verdict(),
            now,
            rings));
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
    int update = so.updates() + 1;
    boolean rings = incident.widest().routesLost();
    told.put(
        incident.code(),
        new Told(
            so.incident(),
            update,
            incident.widest(),
            assessment.verdict(),
            assessment.confidence(),
            so.firstVerdict(),
            now,
            so.rang() || rings));
    Kind kind = so.widest() == Scope.UPSTREAM ? Kind.OPENED : Kind.UPDATED;
    return Optional.of(
        said(
            incident,
            update,
            kind,
            rings,
            wording.widened(incident, assessment, tracks, update, now),
            now));
  }

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
    return Optional.of(said(incident, update, Kind.CLOSED, so.rang(), text, now));
  }

  /**
   * A verdict of the first minutes is a guess: it is shown when asked for, and said only once it
   * has had time to settle.
   */
  private Optional<Notification> reassessed(
      SortedMap<String, Told> told,
      Incident incident,
      Optional<Assessment> found,
      boolean settling,
      Instant now) {
    Told so = told.get(incident.code());
    if (so == null
        || found.isEmpty()
        || settling
        || now.isBefore(so.last().plus(guessing))
        || incident.scope().isEmpty()) {
      return Optional.empty();
    }
    Assessment assessment = found.get();
    boolean verdict = assessment.verdict() != so.verdict();
    boolean surer =
        assessment.verdict() != Hypothesis.UNKNOWN && assessment.confidence() != so.confidence();
    if (!verdict && !surer) {
      return Optional.empty();
    }
    int update = so.updates() + 1;
    told.put(
        incident.code(),
        new Told(
            so.incident(),
            update,
            so.widest(),
            assessment.verdict(),
            assessment.confidence(),
            so.firstVerdict(),
            now,
            so.rang()));
    Message text = wording.reassessed(incident, assessment, so.verdict(), update, now);
    return Optional.of(said(incident, update, Kind.UPDATED, false, text, now));
  }

  /** What a channel is told when its mute is over: the present truth, once. */
  public Notification afterMute(
      ChannelRef channel, Mute mute, Tracks tracks, Optional<Assessment> assessment, Instant now) {
    return new Notification(
        "unmuted/" + channel + "/" + mute.until(),
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
    Level level = incident.widest().routesLost() ? Level.MAJOR : Level.ALL;
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
