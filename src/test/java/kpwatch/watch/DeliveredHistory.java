package kpwatch.watch;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import kpwatch.dispatch.Dispatcher;
import kpwatch.notify.Rung;
import kpwatch.subscription.ChannelRef;
import kpwatch.subscription.Level;
import kpwatch.subscription.Mute;
import kpwatch.subscription.QuietHours;
import kpwatch.subscription.Severity;
import kpwatch.subscription.Standing;
import kpwatch.subscription.Subscription;
import kpwatch.subscription.Wishes;
import kpwatch.testkit.Bench;
import kpwatch.testkit.Country;
import kpwatch.testkit.Histories;
import kpwatch.testkit.MemoryOutbox;
import kpwatch.testkit.MoodyChat;
import kpwatch.testkit.MoodyChat.Mood;
import kpwatch.testkit.Trouble;
import kpwatch.testkit.Unattended;

/** A troubled country watched for channels on two troubled platforms, in virtual time. */
final class DeliveredHistory {
  private static final Duration SWEEP = Duration.ofSeconds(20);
  private static final kpwatch.dispatch.Pace PACE =
      new kpwatch.dispatch.Pace(
          SWEEP, Duration.ofSeconds(1), Duration.ofMinutes(5), 500, 32, Duration.ofSeconds(5));
  private static final Duration THREE = Duration.ofMinutes(3);
  private static final int RECOVERY = 3 + (int) WatchBench.LIMITS.country().hold().dividedBy(THREE);
  private static final int TROUBLES = 8;
  private static final Duration PATIENCE = Duration.ofHours(2);

  final MemoryOutbox outbox = new MemoryOutbox();
  final Map<String, MoodyChat> chats = new TreeMap<>();
  final List<Silence> silences = new ArrayList<>();
  final List<String> log = new ArrayList<>();
  final WatchBench bench;
  private final Map<String, Dispatcher> dispatchers = new TreeMap<>();
  private final List<ChannelRef> channels = new ArrayList<>();
  private final Country country = new Country(HistoryTest.NETWORK, Trouble.ENOUGH);
  private final Random random;
  private Instant now = Bench.START;

  /**
   * A mute.
   *
   * @param begun what was under way when it began
   */
  record Silence(ChannelRef channel, Instant from, Instant until, Set<Long> begun) {
    boolean holds(Instant at) {
      return !at.isBefore(from) && at.isBefore(until);
    }

    /** The id of what is told once it is over. */
    String truth() {
      return "unmuted/" + channel + "/" + until;
    }

    boolean broken(MoodyChat.Post by) {
      return by.channel().equals(channel)
          && by.at().isAfter(from)
          && by.at().isBefore(until)
          && !begun.contains(by.delivery().number());
    }
  }

  DeliveredHistory(Random random) {
    this.random = random;
    this.bench = new WatchBench(country, new Speaking(), outbox, Bench.START);
    chat("forgetful", false);
    chat("mindful", true);
  }

  /** What is said goes to the outbox. */
  private final class Speaking extends WatchBench.Kept {
    @Override
    public List<Rung> rung(Instant since, Set<String> incidents) {
      return outbox.rung(since, incidents);
    }

    @Override
    public void commit(Round round) {
      super.commit(round);
      int before = outbox.rows().size();
      outbox.commit(round);
      outbox
          .rows()
          .subList(before, outbox.rows().size())
          .forEach(row -> note(row.channel() + " is to hear " + row));
    }
  }

  private void chat(String platform, boolean remembers) {
    chats.put(platform, new MoodyChat(platform, remembers, () -> now, random, this::note));
    for (String id : List.of("all", "major", "quiet")) {
      ChannelRef channel = new ChannelRef(platform, id);
      channels.add(channel);
      outbox.put(subscription(channel), now);
    }
    starts(platform);
  }

  private Subscription subscription(ChannelRef channel) {
    int hour = random.nextInt(24);
    QuietHours quiet =
        new QuietHours(LocalTime.of(hour, 0), LocalTime.of((hour + 1) % 24, 30), ZoneOffset.UTC);
    return new Subscription(
        channel,
        "home",
        new Wishes(
            channel.id().equals("major") ? Level.MAJOR : Level.ALL,
            Optional.of(new Wishes.Mention("watch", Histories.one(random, Severity.values()))),
            Wishes.Detail.FULL,
            Optional.of(quiet).filter(q -> channel.id().equals("quiet"))),
        Optional.empty(),
        Standing.active(Bench.START));
  }

  private void note(String what) {
    log.add(now + " " + what);
  }

  private void starts(String platform) {
    MoodyChat chat = Optional.ofNullable(chats.get(platform)).orElseThrow();
    dispatchers.put(
        platform,
        new Dispatcher(outbox, chat, () -> now, PACE, Runnable::run, Unattended.supervisor()));
  }

  /** Trouble everywhere, and then none, until everything that waits has had its time. */
  DeliveredHistory played() {
    if (random.nextInt(4) > 0) {
      bench.settle();
    } else {
      bench.tick(bench.everything());
    }
    now = bench.now();
    Trouble trouble = new Trouble(country, random);
    for (int i = 0; i < TROUBLES; i++) {
      trouble.any();
      for (int step = 1 + random.nextInt(3); step > 0; step--) {
        weather();
        people();
        later(Duration.ofSeconds(30 + random.nextInt(random.nextInt(20) == 0 ? 3000 : 240)));
        bench.tick(HistoryTest.looks(bench, random));
      }
    }
    clears();
    country.crowd(Trouble.ENOUGH);
    country.well();
    for (int i = 0; i < RECOVERY; i++) {
      later(THREE);
      bench.tick(HistoryTest.whole(bench));
    }
    HistoryTest.missed(HistoryTest.calmed(bench));
    carried(bench.now());
    later(PATIENCE);
    bench.tick(HistoryTest.whole(bench));
    later(THREE);
    return this;
  }

  private void weather() {
    for (MoodyChat chat : chats.values()) {
      if (random.nextInt(3) == 0) {
        Mood mood =
            Histories.one(random, Mood.WELL, Mood.MOODY, Mood.MOODY, Mood.ILL, Mood.ILL, Mood.ODD);
        chat.mood(mood);
        note(chat.platform() + " is " + mood);
      }
    }
  }

  /** Mutes, permissions taken and given back, deleted messages, channels that end, a restart. */
  private void people() {
    ChannelRef channel = Histories.one(random, channels.toArray(new ChannelRef[0]));
    MoodyChat chat = Optional.ofNullable(chats.get(channel.platform())).orElseThrow();
    switch (random.nextInt(16)) {
      case 0, 1 -> mute(channel);
      case 2 -> {
        chat.closes(channel);
        note(channel + " is closed");
      }
      case 3, 4 -> opens(channel);
      case 5 -> {
        if (!chat.posts().isEmpty()) {
          String name = chat.posts().get(random.nextInt(chat.posts().size())).name();
          chat.delete(name);
          note(name + " is deleted");
        }
      }
      case 6 -> {
        if (random.nextInt(10) == 0) {
          chat.ends(channel);
          note(channel + " is gone");
        }
      }
      case 7, 8 -> {
        note("restart of " + channel.platform());
        starts(channel.platform());
      }
      default -> {}
    }
  }

  private void mute(ChannelRef channel) {
    Instant until = now.plusSeconds(300 + random.nextInt(7000));
    outbox
        .find(channel)
        .filter(s -> s.mute().isEmpty())
        .ifPresent(
            s -> {
              outbox.put(s.with(Optional.of(new Mute(until, List.of()))), now);
              silences.add(new Silence(channel, now, until, underWay(channel)));
              note(channel + " is muted until " + until);
            });
  }

  private Set<Long> underWay(ChannelRef channel) {
    return outbox.rows().stream()
        .filter(r -> r.channel().equals(channel) && r.pending() && !r.untried())
        .map(MemoryOutbox.Row::number)
        .collect(Collectors.toSet());
  }

  private void opens(ChannelRef channel) {
    Optional.ofNullable(chats.get(channel.platform())).orElseThrow().opens(channel);
    if (outbox
        .find(channel)
        .filter(s -> s.standing().state() == Standing.State.PAUSED)
        .isPresent()) {
      outbox.standing(channel, Standing.active(now));
      note(channel + " is open");
    }
  }

  private void clears() {
    chats.values().forEach(chat -> chat.mood(Mood.WELL));
    channels.forEach(this::opens);
    note("everything is well");
  }

  private void later(Duration time) {
    bench.later(time);
    carried(bench.now());
  }

  /** The dispatchers carry on until then. */
  private void carried(Instant end) {
    while (now.isBefore(end)) {
      Duration wait = Duration.between(now, end);
      for (String platform : chats.keySet()) {
        Duration next = carry(platform);
        wait = !outbox.idle(platform) && next.compareTo(wait) < 0 ? next : wait;
      }
      now = now.plus(wait.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : wait);
    }
    now = end;
    chats.keySet().forEach(this::carry);
  }

  private Duration carry(String platform) {
    try {
      return Optional.ofNullable(dispatchers.get(platform)).orElseThrow().runDue();
    } catch (MoodyChat.Crash crash) {
      Optional.ofNullable(chats.get(platform))
          .orElseThrow()
          .forgotten(number -> outbox.rows().get((int) number - 1).pending());
      starts(platform);
      return Duration.ofSeconds(1);
    }
  }
}
