package kpwatch.storage;

import java.time.Instant;
import java.time.InstantSource;
import kpwatch.incident.Transition;
import kpwatch.observation.Subject;

/** A program of its own that keeps rounds without end and says each one after it was kept. */
final class CommittingChild {
  private CommittingChild() {}

  /** Arguments: the address of the database, the first round's number. */
  public static void main(String[] arguments) {
    Database database = Database.open(arguments[0], InstantSource.fixed(Filled.START));
    SqlWatchStore store = new SqlWatchStore(database, new SqlSubscriptions(database));
    for (int number = Integer.parseInt(arguments[1]); ; number++) {
      Instant at = Filled.START.plusSeconds(number);
      store.commit(
          RoundOf.at(at)
              .transitions(new Transition(at, Subject.COUNTRY, "round", Integer.toString(number)))
              .post("round/" + number, "console:stdout")
              .round());
      System.out.println("kept " + number);
      System.out.flush();
    }
  }
}
