package kpwatch.storage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import kpwatch.command.Change;
import kpwatch.command.Subscribers;
import kpwatch.notify.Notification;
import kpwatch.notify.Recipient;
import kpwatch.subscription.ChannelRef;
import kpwatch.subscription.Mute;
import kpwatch.subscription.Standing;
import kpwatch.subscription.Subscription;
import kpwatch.watch.Round;
import kpwatch.watch.Subscriptions;
import org.jdbi.v3.core.Handle;

/**
 * The channels that want to know, in the database and, for reading, in memory. Every method that
 * writes throws {@link StorageFailed}. Thread-safe.
 *
 * <p>The mute has columns of its own, since a round adds to what is owed while somebody may be
 * changing the rest: who is muted and stays muted is owed what the database knows, whatever was
 * read before.
 */
public final class SqlSubscriptions implements Subscriptions, Subscribers {
  private static final Json<Subscription> JSON = Json.of(Subscription.class);

  private static final String PUT =
      """
      INSERT INTO subscription (platform, channel, home, state, muted_until, owed, json)
      VALUES (:platform, :channel, :home, :state, :muted_until, :owed, :json)
      ON CONFLICT (platform, channel) DO UPDATE SET home = excluded.home, state = excluded.state,
        muted_until = excluded.muted_until, json = excluded.json,
        owed = CASE
          WHEN excluded.muted_until IS NOT NULL AND subscription.muted_until IS NOT NULL
            AND subscription.owed <> '' THEN subscription.owed
          ELSE excluded.owed END
      """;

  private static final String STANDING =
      "UPDATE subscription SET state = :state, json = :json" + Rows.OF_CHANNEL;

  private static final String OWED =
      """
      UPDATE subscription SET owed = owed || CASE owed WHEN '' THEN '' ELSE ' ' END || :incident
      WHERE platform = :platform AND channel = :channel AND muted_until IS NOT NULL
        AND ' ' || owed || ' ' NOT LIKE '% ' || :incident || ' %'
      """;

  private static final String UNMUTED =
      "UPDATE subscription SET muted_until = NULL, owed = ''"
          + Rows.OF_CHANNEL
          + " AND muted_until = :until";

  private static final String READ = "SELECT json, muted_until, owed FROM subscription";

  private static final Comparator<ChannelRef> ORDER =
      Comparator.comparing(ChannelRef::platform).thenComparing(ChannelRef::id);

  private final Database database;

  /** Replaced and never changed. */
  private volatile SortedMap<ChannelRef, Subscription> known;

  private final Set<ChannelRef> forgotten = ConcurrentHashMap.newKeySet();

  public SqlSubscriptions(Database database) {
    this.database = database;
    refresh();
  }

  @Override
  public List<Subscription> all() {
    return List.copyOf(known.values());
  }

  @Override
  public Optional<Subscription> find(ChannelRef channel) {
    return Optional.ofNullable(known.get(channel));
  }

  @Override
  public synchronized <T> T change(
      ChannelRef channel, Instant at, Function<Optional<Subscription>, Change<T>> decision) {
    Change<T> change =
        database.transaction(
            handle -> {
              Optional<Subscription> before = read(handle, channel);
              Change<T> decided = decision.apply(before);
              decided.subscription().ifPresent(s -> keep(handle, before, of(channel, s), at));
              decided
                  .subscription()
                  .ifPresent(
                      s -> {
                        Recipient to = Recipient.silent(channel, s.wishes().detail());
                        PostRows.keep(
                            handle,
                            decided.now().stream()
                                .map(n -> new Round.Post(n, List.of(to)))
                                .toList());
                      });
              decided.forgotten().forEach(other -> ChannelTraces.erase(handle, other));
              return decided;
            });
    if (!change.forgotten().isEmpty()) {
      database.forget();
    }
    reread(
        Stream.concat(Stream.of(channel), change.forgotten().stream()).toArray(ChannelRef[]::new));
    return change.answer();
  }

  private static Subscription of(ChannelRef channel, Subscription subscription) {
    if (!subscription.channel().equals(channel)) {
      throw new IllegalArgumentException(
          "a change of " + channel + " gave " + subscription.channel());
    }
    return subscription;
  }

  private static void keep(
      Handle handle, Optional<Subscription> before, Subscription after, Instant at) {
    write(handle, after);
    stood(handle, before, after, at);
    if (after.mute().filter(m -> at.isBefore(m.until())).isPresent()) {
      DeliveryRows.withhold(handle, after.channel(), at)
          .forEach(owed -> owe(handle, after.channel(), owed));
    }
  }

  /** What follows from a channel that goes or returns. */
  private static void stood(
      Handle handle, Optional<Subscription> before, Subscription after, Instant at) {
    boolean was = before.filter(s -> s.standing().isGone()).isPresent();
    if (after.standing().isGone() && !was) {
      DeliveryRows.drop(handle, after.channel(), after.standing().reason(), at);
    }
    if (was && !after.standing().isGone()) {
      before
          .filter(s -> !s.standing().isUnsubscribed())
          .ifPresent(s -> MissedEnds.tell(handle, after, at));
    }
  }

  @Override
  public void say(ChannelRef channel, Notification notification, Recipient how, Instant at) {
    if (!how.channel().equals(channel)) {
      throw new IllegalArgumentException("for " + channel + ", but heard in " + how.channel());
    }
    database.transaction(
        handle -> {
          PostRows.keep(handle, List.of(new Round.Post(notification, List.of(how))));
          return true;
        });
  }

  @Override
  public synchronized void remove(ChannelRef channel, Instant at) {
    boolean erased = false;
    try {
      erased =
          database.transaction(
              handle -> {
                forgotten.add(channel);
                ChannelTraces.erase(handle, channel);
                return true;
              });
    } finally {
      if (!erased) {
        forgotten.remove(channel);
      }
    }
    database.forget();
    reread(channel);
  }

  /**
   * Channels that were forgotten while a round was under way, which may still want to tell them
   * something. Call it in the transaction of the round.
   */
  Set<ChannelRef> forgotten() {
    return Set.copyOf(forgotten);
  }

  /** The next round knows that these are forgotten. */
  void remembered(Set<ChannelRef> known) {
    forgotten.removeAll(known);
  }

  /**
   * Changes whether a channel can be posted to, as a delivery found it; without effect for one that
   * is not subscribed, and for one that is gone: the delivery began before, and its channel may
   * have unsubscribed since.
   *
   * @param also done in the same transaction
   */
  synchronized void found(ChannelRef channel, Standing standing, Consumer<Handle> also) {
    database.transaction(
        handle -> {
          read(handle, channel)
              .filter(s -> !s.standing().isGone())
              .ifPresent(s -> stands(handle, s.with(standing)));
          also.accept(handle);
          return true;
        });
    reread(channel);
  }

  @Override
  public synchronized void standing(ChannelRef channel, Standing standing) {
    database.transaction(
        handle -> {
          Optional<Subscription> before = read(handle, channel);
          before
              .map(s -> s.standing().isUnsubscribed() && standing.isGone() ? s : s.with(standing))
              .ifPresentOrElse(
                  after -> {
                    stands(handle, after);
                    stood(handle, before, after, standing.since());
                  },
                  () -> {
                    if (standing.isGone()) {
                      DeliveryRows.drop(handle, channel, standing.reason(), standing.since());
                    }
                  });
          return true;
        });
    reread(channel);
  }

  @Override
  public synchronized void moved(ChannelRef from, ChannelRef to, String home, Instant at) {
    database.transaction(
        handle -> {
          Optional<Subscription> old = read(handle, from);
          if (read(handle, to).isPresent()) {
            MovedRows.drop(handle, from);
          } else {
            old.map(s -> new Subscription(to, home, s.wishes(), s.mute(), s.standing()))
                .ifPresent(s -> MovedRows.subscription(handle, from, s, json(s)));
          }
          MovedRows.rest(handle, from, to);
          return true;
        });
    reread(from, to);
  }

  /** Takes in what was written about anybody. */
  synchronized void refresh() {
    SortedMap<ChannelRef, Subscription> all = new TreeMap<>(ORDER);
    database
        .transaction(
            handle -> handle.createQuery(READ).map((row, context) -> subscription(row)).list())
        .forEach(s -> all.put(s.channel(), s));
    known = all;
  }

  /** Takes in what was written about these: there may be thousands of others. */
  synchronized void reread(ChannelRef... written) {
    SortedMap<ChannelRef, Subscription> all = new TreeMap<>(known);
    known =
        database.transaction(
            handle -> {
              for (ChannelRef channel : written) {
                all.remove(channel);
                read(handle, channel).ifPresent(s -> all.put(channel, s));
              }
              return all;
            });
  }

  /** Writes what muted channels are owed, and which mutes are over. */
  static void muted(Handle handle, Round.Speech speech) {
    for (Round.Withheld withheld : speech.withheld()) {
      owe(handle, withheld.channel(), withheld.incident());
    }
    for (Round.Unmuted unmuted : speech.unmuted()) {
      Rows.of(handle.createUpdate(UNMUTED), unmuted.channel())
          .bind("until", Rows.millis(unmuted.until()))
          .execute();
    }
  }

  /**
   * Forgets channels that have been gone since before then, with all that was said to them.
   *
   * @return how many
   */
  static int forgetGone(Handle handle, Instant before) {
    List<Subscription> gone =
        handle
            .createQuery("SELECT json FROM subscription WHERE state = 'GONE'")
            .mapTo(String.class)
            .map(JSON::read)
            .filter(s -> s.standing().since().isBefore(before))
            .list();
    gone.forEach(s -> ChannelTraces.erase(handle, s.channel()));
    return gone.size();
  }

  /** Adds to what a channel is owed, once; without effect for one that is not muted. */
  static void owe(Handle handle, ChannelRef channel, String incident) {
    Rows.of(handle.createUpdate(OWED), channel).bind("incident", incident).execute();
  }

  /** The mute is not in the JSON. */
  private static String json(Subscription subscription) {
    return JSON.write(subscription.with(Optional.<Mute>empty()));
  }

  /** The mute stays as it is. */
  private static void stands(Handle handle, Subscription stored) {
    Rows.of(handle.createUpdate(STANDING), stored.channel())
        .bind("state", stored.standing().state().name())
        .bind("json", json(stored))
        .execute();
  }

  private static void write(Handle handle, Subscription subscription) {
    Rows.of(handle.createUpdate(PUT), subscription.channel())
        .bind("home", subscription.home())
        .bind("state", subscription.standing().state().name())
        .bind("muted_until", subscription.mute().map(m -> Rows.millis(m.until())))
        .bind("owed", subscription.mute().map(m -> String.join(" ", m.owed())).orElse(""))
        .bind("json", json(subscription))
        .execute();
  }

  private static Optional<Subscription> read(Handle handle, ChannelRef channel) {
    return Rows.of(handle.createQuery(READ + Rows.OF_CHANNEL), channel)
        .map((row, context) -> subscription(row))
        .findOne();
  }

  private static Subscription subscription(ResultSet row) throws SQLException {
    Subscription stored = JSON.read(row.getString("json"));
    long until = row.getLong("muted_until");
    if (row.wasNull()) {
      return stored;
    }
    String owed = row.getString("owed");
    List<String> codes = owed.isEmpty() ? List.of() : List.of(owed.split(" "));
    return stored.with(Optional.of(new Mute(Instant.ofEpochMilli(until), codes)));
  }
}
