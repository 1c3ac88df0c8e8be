package kpwatch.command;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import kpwatch.incident.Findings;
import kpwatch.incident.Incident;
import kpwatch.incident.Scope;
import kpwatch.incident.Tracks;
import kpwatch.network.Network;
import kpwatch.notify.Sign;
import kpwatch.notify.Told;
import kpwatch.observation.Address;
import kpwatch.observation.ProbeSource.Scheme;
import kpwatch.subscription.ChannelRef;
import kpwatch.subscription.Mute;
import kpwatch.subscription.Standing;
import kpwatch.subscription.Subscription;
import kpwatch.subscription.Wishes;
import kpwatch.watch.Budget;
import kpwatch.watch.Plan;
import kpwatch.watch.WatchState;

/** Much of everything: hosts with hostile names, incidents, channels; nothing is known yet. */
final class Big {
  static final Instant NOW = Instant.parse("2026-03-02T03:00:00Z");
  static final String HOSTILE = "<@&1> **x** {channel:5}\n@everyone \u202Eevil `;--http://e.kp/";

  final Network network = network();
  final FakeSubscribers subscribers = new FakeSubscribers();

  Big() {
    for (int i = 0; i < 60; i++) {
      Subscription subscription =
          new Subscription(
              new ChannelRef("discord", "10000000000000000" + i),
              Night.HOME,
              Wishes.USUAL,
              Optional.of(new Mute(NOW.plusSeconds(3600), List.of())),
              new Standing(Standing.State.PAUSED, HOSTILE, NOW));
      subscribers.put(subscription, List.of(), NOW);
    }
  }

  private static Network network() {
    Network kp = Night.BEFORE.network;
    List<Network.Site> sites = new ArrayList<>();
    for (int i = 0; i < 70; i++) {
      sites.add(
          new Network.Site(
              HOSTILE + i + "x".repeat(i),
              Optional.of(Address.parse("175.45.176." + (100 + i % 50))),
              Scheme.HTTP,
              HOSTILE));
    }
    return new Network(
        kp.name(),
        kp.country(),
        kp.zone(),
        kp.timezone(),
        kp.capital(),
        kp.origin(),
        kp.block(),
        kp.prefixes(),
        kp.upstreams(),
        sites,
        kp.nameservers(),
        kp.controls(),
        kp.controlPrefixes());
  }

  WatchState state() {
    Plan plan =
        new Plan(
            new TreeMap<>(),
            new TreeMap<>(),
            Set.of(),
            Optional.empty(),
            Optional.empty(),
            new TreeMap<>(),
            new Budget(1000, 180, Optional.empty(), new TreeMap<>()));
    return new WatchState(
        plan,
        Tracks.none(network, NOW),
        new TreeMap<>(),
        new TreeMap<>(),
        Told.Blindness.NONE,
        new TreeMap<>());
  }

  Archive archive() {
    List<History.Entry> entries = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      entries.add(new History.Entry(incident(i), Optional.empty()));
    }
    return new Archive(since -> entries, Instant.EPOCH);
  }

  private static Incident incident(int number) {
    Instant onset = NOW.minus(Duration.ofHours(2L * number + 2));
    List<Incident.Step> steps = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      steps.add(new Incident.Step(onset.plusSeconds(i), onset, Optional.of(Scope.PARTIAL)));
    }
    return new Incident(
        "KP-" + (char) ('A' + number % 26) + (char) ('A' + number / 26) + "22",
        onset.plusSeconds(60),
        onset,
        Optional.empty(),
        Optional.empty(),
        Scope.PARTIAL,
        Optional.empty(),
        Optional.of(onset.plusSeconds(1000)),
        Findings.NONE,
        steps,
        Optional.empty(),
        Optional.of(Incident.Ending.RETURNED));
  }

  Desk desk() {
    WatchState state = state();
    Pulse pulse = now -> List.of(new Sign(HOSTILE, false, Sign.Harm.UNHEARD, "no answer"));
    return new Desk(
        network,
        Night.wording(network),
        () -> state,
        archive(),
        subscribers,
        List.of(pulse, pulse, pulse));
  }
}
