package kpwatch.telegram;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was asked while nobody listened, by chat, until all of it is read: each wish to change
 * something is carried out in its order, and the last message of each chat is answered for all.
 */
final class LateErrands {
  /** Wishes of one chat to change something; the newest count. */
  private static final int MOST = 10;

  private static final int MOST_CHATS = 1_000;

  /** However much comes, nobody waits longer. */
  private static final Duration LONGEST = Duration.ofSeconds(20);

  private final Map<Long, Chat> chats = new LinkedHashMap<>();
  private Instant since = Instant.EPOCH;

  private static final class Chat {
    private final List<Errand> kept = new ArrayList<>();
    private int count;
  }

  /** Adds one; gives those that it takes the place of, which are not dealt with any more. */
  List<Errand> add(Errand errand, Instant now) {
    since = chats.isEmpty() ? now : since;
    Chat chat = chats.computeIfAbsent(errand.from().chat(), c -> new Chat());
    List<Errand> out = new ArrayList<>();
    chat.kept.stream().filter(e -> !e.isStored()).forEach(out::add);
    chat.kept.removeAll(out);
    chat.kept.add(errand);
    chat.count++;
    if (chat.kept.size() > MOST) {
      out.add(chat.kept.remove(0));
    }
    return out;
  }

  boolean isEmpty() {
    return chats.isEmpty();
  }

  /** Whether it is time for all of them. */
  boolean due(boolean allRead, Instant now) {
    boolean over = !now.isBefore(since.plus(LONGEST)) || now.isBefore(since);
    return !chats.isEmpty() && (allRead || over || chats.size() > MOST_CHATS);
  }

  /** Those of all chats, to be dealt with now. */
  List<Errand> release() {
    List<Errand> all = new ArrayList<>();
    List.copyOf(chats.keySet()).forEach(chat -> all.addAll(release(chat)));
    return all;
  }

  /** Those of one chat. */
  List<Errand> release(long id) {
    Chat chat = chats.remove(id);
    if (chat == null) {
      return List.of();
    }
    List<Errand> all = new ArrayList<>();
    int last = chat.kept.size() - 1;
    for (int i = 0; i < last; i++) {
      all.add(chat.kept.get(i).late(0, true));
    }
    all.add(chat.kept.get(last).late(chat.count - 1, false));
    return all;
  }
}
