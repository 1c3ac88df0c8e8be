package kpwatch.storage;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import kpwatch.incident.Transition;
import kpwatch.observation.Subject;
import kpwatch.subscription.Subscription;

/**
 * A program of its own that keeps rounds without end, each of which a muted channel does not hear,
 * and says each one after it was kept.
 */
final class CommittingChild {
  static final Subscription MUTED = Subscribed.muted("chat:muted", Instant.EPOCH);

  private CommittingChild() {}

  /** Arguments: the address of the database, the first round's number. */
  public static void main(String[] arguments) {
    Database database = Database.open(arguments[0], InstantSource.fixed(Filled.START));
    SqlSubscriptions subscriptions = new SqlSubscriptions(database);
    SqlWatchStore store = new SqlWatchStore(database, subscriptions);
    if (subscriptions.all().isEmpty()) {
      subscriptions.put(MUTED, List.of(), Filled.START);
    }
    for (int number = Integer.parseInt(arguments[1]); ; number++) {
      Instant at = Filled.START.plusSeconds(number);
      store.commit(
          RoundOf.at(at)
              .transitions(new Transition(at, Subject.COUNTRY, "round", Integer.toString(number)))
              .post("round/" + number, "console:stdout")
              .withheld(MUTED.channel().toString(), "round/" + number)
              .round());
      System.out.println("kept " + number);
      System.out.flush();
    }
  }
}
