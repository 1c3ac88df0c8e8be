package kpwatch.command;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import kpwatch.app.Played;
import kpwatch.files.Scenario;
import kpwatch.incident.Thresholds;
import kpwatch.network.Network;
import kpwatch.notify.Wording;
import kpwatch.subscription.ChannelRef;
import kpwatch.watch.Round;
import kpwatch.watch.WatchState;

/** A desk over a moment of a night that was played by the real watch. */
final class Night {
  /** All is well, as it has been for hours. */
  static final Instant BEFORE = Instant.parse("2025-06-06T17:00:00Z");

  /** A few minutes after the loss. */
  static final Instant FRESH = Instant.parse("2025-06-06T17:33:00Z");

  /** Hours into the outage. */
  static final Instant DURING = Instant.parse("2025-06-06T20:00:00Z");

  /** The incident has ended. */
  static final Instant AFTER = Instant.parse("2025-06-07T06:30:00Z");

  static final ChannelRef HERE = new ChannelRef("discord", "111");
  static final String HOME = "900";

  private static final Map<Instant, Night> PLAYED = new ConcurrentHashMap<>();

  final Network network;
  final WatchState state;
  final Instant now;
  private final List<Round> rounds;

  private Night(Network network, List<Round> rounds) {
    this.network = network;
    this.rounds = rounds;
    this.state = rounds.get(rounds.size() - 1).state();
    this.now = rounds.get(rounds.size() - 1).at().plusSeconds(2);
  }

  /** June 2025 until then. */
  static Night at(Instant then) {
    return PLAYED.computeIfAbsent(
        then,
        t -> {
          Scenario scenario = Played.scenario("kp-2025-06-07");
          return new Night(scenario.network(), Played.until("kp-2025-06-07", t));
        });
  }

  Archive archive() {
    Archive archive = new Archive(since -> List.of(), Instant.EPOCH);
    rounds.forEach(archive::after);
    return archive;
  }

  Desk desk(Subscribers subscribers, Pulse... pulses) {
    return new Desk(
        network, wording(network), () -> state, archive(), subscribers, List.of(pulses));
  }

  static Wording wording(Network network) {
    return new Wording(network, Thresholds.DEFAULT.country().hold(), Duration.ofMinutes(2));
  }

  Reply ask(String command, String... options) {
    return desk(new FakeSubscribers()).answer(request(managed(), command, options), now);
  }

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
}
