package kpwatch.command;

import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import kpwatch.network.Network;
import kpwatch.notify.Wording;
import kpwatch.watch.WatchState;

/**
 * Answers what users ask, from memory: read commands touch no disk, write commands one transaction.
 * Never throws for what was typed. Thread-safe.
 */
public final class Desk {
  private final Network network;
  private final Wording wording;
  private final Supplier<WatchState> present;
  private final Archive archive;
  private final Subscribers subscribers;
  private final List<Pulse> pulses;

  /**
   * @param present the state of the watch after the last round
   * @param pulses of every part that has one, in the order of {@code /health}
   */
  public Desk(
      Network network,
      Wording wording,
      Supplier<WatchState> present,
      Archive archive,
      Subscribers subscribers,
      List<Pulse> pulses) {
    this.network = network;
    this.wording = wording;
    this.present = present;
    this.archive = archive;
    this.subscribers = subscribers;
    this.pulses = List.copyOf(pulses);
  }

  /** Every command, in the order of {@code /help}. */
  public static List<Spec> commands() {
    return List.of();
  }

  /** The answer to a command. */
  public Reply answer(Request request, Instant now) {
    return Reply.of(wording.status(present.get().tracks(), java.util.Optional.empty(), now));
  }

  /** The answer to a button; an id that is not known gets a reply that says so. */
  public Reply pressed(String button, Place place, Instant now) {
    return Reply.of(wording.status(present.get().tracks(), java.util.Optional.empty(), now));
  }

  /** Codes that begin like what is typed, newest first, at most 25. */
  public List<String> codes(String typed) {
    return List.of();
  }
}
