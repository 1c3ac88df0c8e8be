package kpwatch.app;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import kpwatch.files.Past;
import kpwatch.network.Network;
import kpwatch.observation.AsPath;
import kpwatch.observation.Observation.Cause;
import kpwatch.observation.PeerId;
import kpwatch.observation.Prefix;
import kpwatch.observation.RouteArchive;
import kpwatch.observation.RouteArchive.Archived;
import kpwatch.observation.RouteArchive.Found;
import kpwatch.observation.RouteArchive.Missing;
import kpwatch.observation.RouteArchive.Update;
import kpwatch.observation.RouteArchive.Updates;
import kpwatch.observation.RouteHistory;

/**
 * Reads a window of the past from an archive: the state at its start, then what changed, in pieces.
 * An empty answer means something only where the control route of the same time has a full one;
 * else the time is not in the archive.
 */
final class PastReader {
  static final Duration PIECE = Duration.ofHours(6);

  /** How far what an archive says it reached may lie before what it was asked. */
  private static final Duration ROUNDED = Duration.ofMinutes(1);

  /** Before the end of a piece, where the control is asked once more if nothing happened to it. */
  private static final Duration NEAR_END = Duration.ofMinutes(5);

  /** Pauses before a failed call is made again. */
  private static final List<Integer> RESTS = List.of(5, 25, 125);

  private final Network network;
  private final RouteArchive archive;
  private final OneByOne calls;
  private final Consumer<String> told;

  /**
   * @param told hears how it goes on, line by line
   */
  PastReader(Network network, RouteArchive archive, OneByOne calls, Consumer<String> told) {
    this.network = network;
    this.archive = archive;
    this.calls = calls;
    this.told = told;
  }

  /** How many calls a window takes if none fails and the first control holds. */
  static int calls(Network network, Window window) {
    int routes = watched(network).size() + 1;
    return 1 + routes + routes * window.pieces(PIECE).size();
  }

  Past read(Window window) throws NoPast {
    Control control = control(window);
    Set<PeerId> fullTable = asked("the list of peers", archive::fullTable);
    Map<Prefix, Map<PeerId, AsPath>> initial = new LinkedHashMap<>();
    Map<Prefix, List<Update>> updates = new LinkedHashMap<>();
    initial.put(control.prefix(), control.routes());
    updates.put(control.prefix(), new ArrayList<>());
    for (Prefix prefix : watched(network)) {
      initial.put(prefix, routes(prefix, window.start()));
      updates.put(prefix, new ArrayList<>());
    }
    for (Window piece : window.pieces(PIECE)) {
      int before = updates.values().stream().mapToInt(List::size).sum();
      for (Map.Entry<Prefix, List<Update>> entry : updates.entrySet()) {
        entry.getValue().addAll(updates(entry.getKey(), piece, control.prefix()));
      }
      int after = updates.values().stream().mapToInt(List::size).sum();
      told.accept(piece + ": " + (after - before) + " updates");
    }
    return new Past(
        history(control.prefix(), initial, updates),
        network.prefixes().stream().map(p -> history(p, initial, updates)).toList(),
        network
            .block()
            .filter(b -> !network.prefixes().contains(b))
            .map(b -> history(b, initial, updates)),
        fullTable);
  }

  private record Control(Prefix prefix, Map<PeerId, AsPath> routes) {}

  /** The first control route that the archive knows at the start. */
  private Control control(Window window) throws NoPast {
    for (Prefix prefix : network.controlPrefixes()) {
      Map<PeerId, AsPath> routes = routes(prefix, window.start());
      if (!routes.isEmpty()) {
        return new Control(prefix, routes);
      }
    }
    throw noData("no control route is in it at " + window.start());
  }

  /** The watched prefixes, and the block around them: one route for all is no outage. */
  private static List<Prefix> watched(Network network) {
    List<Prefix> watched = new ArrayList<>(network.prefixes());
    network.block().filter(b -> !watched.contains(b)).ifPresent(watched::add);
    return watched;
  }

  private Map<PeerId, AsPath> routes(Prefix prefix, Instant at) throws NoPast {
    return asked("the routes to " + prefix + " at " + at, () -> archive.routes(prefix, at));
  }

  private List<Update> updates(Prefix prefix, Window piece, Prefix control) throws NoPast {
    Updates found =
        asked(
            "the updates of " + prefix + ", " + piece,
            () -> archive.updates(prefix, piece.start(), piece.end()));
    Optional<Instant> reach = found.reach().filter(r -> r.isBefore(piece.end().minus(ROUNDED)));
    if (reach.isPresent()) {
      throw noData("it reaches to " + reach.get() + " only");
    }
    if (prefix.equals(control) && found.updates().isEmpty()) {
      Instant nearEnd = piece.end().minus(NEAR_END);
      Instant at = nearEnd.isBefore(piece.start()) ? piece.start() : nearEnd;
      if (routes(control, at).isEmpty()) {
        throw noData("the control route " + control + " is not in it at " + at);
      }
    }
    return found.updates();
  }

  private static RouteHistory history(
      Prefix prefix, Map<Prefix, Map<PeerId, AsPath>> initial, Map<Prefix, List<Update>> updates) {
    return new RouteHistory(
        prefix, initial.getOrDefault(prefix, Map.of()), updates.getOrDefault(prefix, List.of()));
  }

  private <T> T asked(String what, Supplier<Archived<T>> question) throws NoPast {
    for (int failed = 0; ; failed++) {
      Archived<T> answer = question.get();
      if (answer instanceof Found<T> found) {
        return found.value();
      }
      Missing<T> missing = (Missing<T>) answer;
      if (failed == RESTS.size() || missing.cause() == Cause.BAD_REQUEST || calls.spent()) {
        throw new NoPast(
            NoPast.Again.GOES_ON,
            "RIPEstat did not tell "
                + what
                + ": "
                + missing.detail()
                + "\nThe same command goes on from there.");
      }
      told.accept(what + ": " + missing.detail() + "; asked again");
      calls.rest(RESTS.get(failed));
    }
  }

  private static NoPast noData(String why) {
    return new NoPast(
        NoPast.Again.SAME,
        "no data: RIPEstat's archive does not hold this window, "
            + why
            + ". Nothing is concluded from that."
            + "\nIt holds data from January 2024 on, up to two or three hours ago.");
  }
}
