package kpwatch.command;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kpwatch.app.Played;
import kpwatch.incident.Thresholds;
import kpwatch.network.Network;
import kpwatch.notify.Wording;
import kpwatch.subscription.ChannelRef;
import kpwatch.watch.Round;
import kpwatch.watch.WatchState;

/** A moment of the night of June 2025, as the real watch lived it, and the desk over it. */
final class Night {
  private static final String ID = "kp-2025-06-07";

  /** All is well, as it has been for hours. */
  static final Night BEFORE = new Night("2025-06-06T17:00:00Z");

  /** A few minutes after the loss. */
  static final Night FRESH = new Night("2025-06-06T17:33:00Z");

  /** Hours into the outage. */
  static final Night DURING = new Night("2025-06-06T20:00:00Z");

  /** The incident has ended. */
  static final Night AFTER = new Night("2025-06-07T06:30:00Z");

  static final List<Night> ALL = List.of(BEFORE, FRESH, DURING, AFTER);
  static final ChannelRef HERE = new ChannelRef("discord", "111");
  static final String HOME = "900";

  final Network network = Played.scenario(ID).network();
  final Instant now;

  private Night(String now) {
    this.now = Instant.parse(now);
  }

  /** Played once for all tests. */
  private static final class Whole {
    static final List<Round> ROUNDS = Played.until(ID, Instant.parse("2025-06-07T06:30:00Z"));
  }

  private List<Round> rounds() {
    return Whole.ROUNDS.stream().filter(r -> !r.at().isAfter(now)).toList();
  }

  WatchState state() {
    List<Round> rounds = rounds();
    return rounds.get(rounds.size() - 1).state();
  }

  Archive archive() {
    Archive archive = new Archive(since -> List.of(), Instant.EPOCH);
    rounds().forEach(archive::after);
    return archive;
  }

  /** The code of the incident of that night. */
  String code() {
    return archive().newestFirst().get(0).incident().code();
  }

  Desk desk(Subscribers subscribers, Pulse... pulses) {
    WatchState state = state();
    return new Desk(
        network, wording(network), () -> state, archive(), subscribers, List.of(pulses));
  }

  static Wording wording(Network network) {
    return new Wording(network, Thresholds.DEFAULT, Duration.ofMinutes(2));
  }

  Reply ask(String command, String... options) {
    return ask(new FakeSubscribers(), managed(), command, options);
  }

  Reply ask(Subscribers subscribers, Place place, String command, String... options) {
    return desk(subscribers).answer(request(place, command, options), now);
  }

  /** The whole answer in plain text. */
  String read(String command, String... options) {
    return ask(command, options).message().plain();
  }

  /**
   * @param options names and values in turn
   */
  static Request request(Place place, String command, String... options) {
    Map<String, String> said = new HashMap<>();
    for (int i = 0; i < options.length; i += 2) {
      said.put(options[i], options[i + 1]);
    }
    return new Request(command, said, place);
  }

  /** Where everything is allowed. */
  static Place managed() {
    return place(true, true);
  }

  static Place place(boolean manages, boolean chat, String... missing) {
    return new Place(
        HERE,
        HOME,
        "#alerts",
        chat,
        new Place.Rights(manages, "Manage Channels", List.of(missing), "a server manager"));
  }

  @Override
  public String toString() {
    return now.toString();
  }
}
