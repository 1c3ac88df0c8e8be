package kpwatch.storage;

import java.util.List;
import java.util.Optional;
import kpwatch.notify.Notification;
import kpwatch.notify.OperatorLog;
import kpwatch.notify.OperatorNews;
import kpwatch.notify.Recipient;
import kpwatch.watch.Round;

/** The operator's channel in the database, as a note. Every method throws {@link StorageFailed}. */
public final class SqlOperatorLog implements OperatorLog {
  private static final String NOTE = "operator";
  private static final Json<OperatorNews.State> STATE = Json.of(OperatorNews.State.class);

  private final Database database;

  public SqlOperatorLog(Database database) {
    this.database = database;
  }

  @Override
  public OperatorNews.State load() {
    return database
        .transaction(handle -> SqlNotes.find(handle, NOTE))
        .map(STATE::read)
        .orElse(OperatorNews.State.NONE);
  }

  @Override
  public void keep(OperatorNews.State state, Optional<Notification> said, Recipient to) {
    database.transaction(
        handle -> {
          said.ifPresent(n -> PostRows.keep(handle, List.of(new Round.Post(n, List.of(to)))));
          return SqlNotes.keep(handle, NOTE, STATE.write(state));
        });
  }
}
