package kpwatch.watch;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import kpwatch.assess.Assessment;
import kpwatch.incident.Tracks;
import kpwatch.notify.Card;
import kpwatch.notify.Told;

/**
 * Everything a restart needs, apart from the samples and the rows that have tables of their own.
 *
 * @param assessments the present assessment of each open incident, by code
 * @param told what has been said of each open incident, by code
 * @param cards how the living message of each open incident reads, by code
 */
public record WatchState(
    Plan plan,
    Tracks tracks,
    SortedMap<String, Assessment> assessments,
    SortedMap<String, Told> told,
    Told.Blindness blindness,
    SortedMap<String, Card> cards) {
  public WatchState {
    cards = new TreeMap<>(cards);
    assessments = new TreeMap<>(assessments);
    told = new TreeMap<>(told);
  }

  static WatchState none(Plan plan, Tracks tracks) {
    return new WatchState(
        plan,
        tracks,
        new TreeMap<>(Map.of()),
        new TreeMap<>(Map.of()),
        Told.Blindness.NONE,
        new TreeMap<>(Map.of()));
  }
}
