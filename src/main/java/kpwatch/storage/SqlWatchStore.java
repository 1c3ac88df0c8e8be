package kpwatch.storage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import kpwatch.incident.Incident;
import kpwatch.incident.Jump;
import kpwatch.incident.Sample;
import kpwatch.notify.Rung;
import kpwatch.observation.Observation;
import kpwatch.observation.Subject;
import kpwatch.subscription.ChannelRef;
import kpwatch.watch.Round;
import kpwatch.watch.WatchState;
import kpwatch.watch.WatchStore;
import org.jdbi.v3.core.Handle;

/** The state of the watch in the database. Every method throws {@link StorageFailed}. */
public final class SqlWatchStore implements WatchStore {
  private static final Json<WatchState> STATE = Json.of(WatchState.class);

  private static final String SAMPLE =
      """
      INSERT INTO sample (number, subject, at, value) VALUES (:number, :subject, :at, :value)
      """;

  private static final String TRANSITION =
      """
      INSERT INTO transition (number, at, subject, from_state, to_state)
      VALUES (:number, :at, :subject, :from, :to)
      """;

  private static final String PRESENT =
      """
      INSERT INTO watch_state (id, at, json) VALUES (1, :at, :json)
      ON CONFLICT (id) DO UPDATE SET at = excluded.at, json = excluded.json
      """;

  private final Database database;
  private final SqlSubscriptions subscriptions;

  public SqlWatchStore(Database database, SqlSubscriptions subscriptions) {
    this.database = database;
    this.subscriptions = subscriptions;
  }

  @Override
  public Optional<WatchState> load() {
    return database.transaction(
        handle ->
            handle
                .createQuery("SELECT json FROM watch_state WHERE id = 1")
                .mapTo(String.class)
                .findOne()
                .map(STATE::read));
  }

  @Override
  public List<Sample> samples() {
    return database.transaction(
        handle ->
            handle
                .createQuery("SELECT subject, at, value FROM sample ORDER BY at, number")
                .map((row, context) -> sample(row))
                .list());
  }

  private static Sample sample(ResultSet row) throws SQLException {
    String subject = row.getString("subject");
    try {
      return new Sample(
          Subject.parse(subject), Instant.ofEpochMilli(row.getLong("at")), row.getDouble("value"));
    } catch (IllegalArgumentException e) {
      throw new StorageFailed("what is stored is no sample of a subject: " + e.getMessage(), e);
    }
  }

  @Override
  public List<Incident> ended(Instant since) {
    return database.transaction(handle -> IncidentRows.ended(handle, since));
  }

  @Override
  public List<Rung> rung(Instant since, Set<String> incidents) {
    return database.transaction(handle -> PostRows.rung(handle, since, incidents));
  }

  @Override
  public void commit(Round round) {
    String state = STATE.write(round.state());
    Set<ChannelRef> forgotten =
        database.transaction(
            handle -> {
              Set<ChannelRef> meanwhile = subscriptions.forgotten();
              keep(handle, round, state);
              PostRows.keep(handle, without(meanwhile, round.posts()));
              return meanwhile;
            });
    subscriptions.remembered(forgotten);
    if (!round.speech().withheld().isEmpty() || !round.speech().unmuted().isEmpty()) {
      subscriptions.refresh();
    }
  }

  private static void keep(Handle handle, Round round, String state) {
    round
        .jump()
        .filter(Jump::back)
        .ifPresent(
            jump -> {
              DeliveryRows.rewound(handle, round.at(), jump.length());
              CardRows.rewound(handle, round.at());
            });
    List<ObservationRow> seen =
        Stream.concat(
                round.observations().stream()
                    .flatMap(SqlWatchStore::routes)
                    .map(observed -> ObservationRow.of(observed, round.state().tracks())),
                round.missing().stream().map(ObservationRow::rejected))
            .toList();
    Rows.add(
        handle, "observation", ObservationRow.INSERT, seen, (row, summary) -> summary.bindTo(row));
    Rows.add(
        handle,
        "sample",
        SAMPLE,
        round.samples(),
        (row, sample) ->
            row.bind("subject", sample.subject().toString())
                .bind("at", Rows.millis(sample.at()))
                .bind("value", sample.value()));
    Rows.add(
        handle,
        "transition",
        TRANSITION,
        round.transitions(),
        (row, transition) ->
            row.bind("at", Rows.millis(transition.at()))
                .bind("subject", transition.subject().toString())
                .bind("from", transition.from())
                .bind("to", transition.to()));
    IncidentRows.keep(handle, round.at(), round.changes(), round.state().tracks().open());
    IncidentRows.assessed(handle, round.assessments());
    CardRows.keep(handle, round.speech().cards());
    SqlSubscriptions.muted(handle, round.speech());
    handle.createUpdate(PRESENT).bind("at", Rows.millis(round.at())).bind("json", state).execute();
  }

  /**
   * The listeners of a round were read before; what a forgotten one would hear is a trace of it.
   */
  private static List<Round.Post> without(Set<ChannelRef> forgotten, List<Round.Post> posts) {
    return posts.stream()
        .map(
            post ->
                new Round.Post(
                    post.notification(),
                    post.recipients().stream()
                        .filter(to -> !forgotten.contains(to.channel()))
                        .toList()))
        .filter(post -> !post.recipients().isEmpty() || !aboutOne(post, forgotten))
        .toList();
  }

  private static boolean aboutOne(Round.Post post, Set<ChannelRef> forgotten) {
    return forgotten.stream()
        .anyMatch(channel -> post.notification().id().contains("/" + channel + "/"));
  }

  /** What leads to an address is kept as the routes that were found. */
  private static Stream<Observation> routes(Observation observation) {
    return observation instanceof Observation.Around around
        ? around.found().stream().map(route -> route)
        : Stream.of(observation);
  }
}
