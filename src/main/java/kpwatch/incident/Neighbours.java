package kpwatch.incident;

import java.util.List;
import java.util.Optional;
import kpwatch.observation.Address;

/**
 * Tells an address that may have banned us from one that is part of a failure: {@code detection.md}
 * 2.
 */
final class Neighbours {
  private final Board board;

  Neighbours(Board board) {
    this.board = board;
  }

  /** Compares every track. */
  void compare() {
    List<ProbeTrack> voters = board.voters();
    int silent = (int) voters.stream().filter(t -> t.silentRounds() > 0).count();
    for (ProbeTrack track : List.copyOf(board.probes.values())) {
      board.put(compared(track, voters, silent));
    }
  }

  /**
   * The track with what its neighbours say of its silence: a possible ban if most of them answer
   * when it falls silent, none any more once so many are silent that the country may be in trouble.
   *
   * @param voters the voting addresses, the track perhaps among them
   * @param silent how many of them are silent
   */
  private ProbeTrack compared(ProbeTrack track, List<ProbeTrack> voters, int silent) {
    boolean voter = track.isAddress() && track.votes();
    int others = voters.size() - (voter ? 1 : 0);
    int silentOthers = silent - (voter && track.silentRounds() > 0 ? 1 : 0);
    boolean few = silentOthers + 1 < board.limits.probes().few() && silentOthers * 2 < others;
    if (track.banned().isPresent()) {
      return few ? track : track.banned(Optional.empty());
    }
    boolean alone =
        few
            && voter
            && board.fellSilent(track)
            && voters.stream().filter(this::answering).count() * 2 > others;
    return alone && !explained(track) ? track.banned(Optional.of(board.now)) : track;
  }

  private boolean answering(ProbeTrack track) {
    return track.silentRounds() == 0 && board.lately(track);
  }

  /** A lost route, and an incident of more than a line, explain silence without a ban. */
  private boolean explained(ProbeTrack track) {
    boolean lost =
        board.prefixes.values().stream()
            .filter(p -> p.sure() == PrefixState.GONE)
            .anyMatch(p -> p.prefix().contains(Address.parse(track.subject().name())));
    return lost || board.open.stream().anyMatch(i -> i.widest() != Scope.UPSTREAM);
  }
}
