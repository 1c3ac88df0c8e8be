package kpwatch.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kpwatch.notify.PlatformNotes;

/**
 * Homes that are allowed by name, written {@code discord:1}, or everybody. A home that got another
 * id is remembered with the one before, so that it is allowed exactly as long as that one is named.
 * Thread-safe.
 */
public final class AccessList implements Access {
  public static final String EVERYBODY = "*";

  private static final String NOTE = "access/moved";

  /** A home moves once in its life, a few times at most. */
  private static final int MOVES = 5;

  private final Set<String> allowed;
  private final PlatformNotes notes;

  /** The id before, by the id now. */
  private final Map<String, String> before = new LinkedHashMap<>();

  /**
   * @param allowed {@code *} alone, or homes
   * @param notes where moves are kept
   */
  public AccessList(List<String> allowed, PlatformNotes notes) {
    this.allowed = Set.copyOf(allowed);
    this.notes = notes;
    notes.find(NOTE).stream()
        .flatMap(text -> List.of(text.split(" ")).stream())
        .map(move -> move.split("="))
        .filter(move -> move.length == 2)
        .forEach(move -> before.put(move[0], move[1]));
  }

  private static String name(String platform, String home) {
    return platform + ":" + home;
  }

  @Override
  public synchronized boolean allows(String platform, String home) {
    return allowed.contains(EVERYBODY) || named(name(platform, home), MOVES);
  }

  private boolean named(String home, int moves) {
    String older = before.get(home);
    return allowed.contains(home) || older != null && moves > 0 && named(older, moves - 1);
  }

  @Override
  public synchronized void moved(String platform, String from, String to) {
    String old = name(platform, from);
    if (from.equals(to) || !named(old, MOVES) || named(name(platform, to), MOVES)) {
      return;
    }
    before.put(name(platform, to), old);
    List<String> moves = new ArrayList<>();
    before.forEach((now, then) -> moves.add(now + "=" + then));
    notes.keep(NOTE, String.join(" ", moves));
  }

  @Override
  public List<String> named(String platform) {
    String prefix = platform + ":";
    return allowed.stream()
        .filter(home -> home.startsWith(prefix))
        .map(home -> home.substring(prefix.length()))
        .sorted()
        .toList();
  }
}
