package kpwatch.command;

import java.util.function.Supplier;
import kpwatch.incident.Tracks;
import kpwatch.network.Network;
import kpwatch.notify.Times;
import kpwatch.notify.Wording;
import kpwatch.watch.WatchState;

/**
 * What the commands look at; all of it is in memory.
 *
 * @param present the state of the watch after the last round
 */
record Sight(Network network, Wording wording, Supplier<WatchState> present, Archive archive) {
  WatchState state() {
    return present.get();
  }

  Tracks tracks() {
    return state().tracks();
  }

  Times times() {
    return new Times(network);
  }
}
