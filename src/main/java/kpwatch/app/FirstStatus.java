package kpwatch.app;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import kpwatch.assess.Assessment;
import kpwatch.notify.Wording;
import kpwatch.observation.Observation;
import kpwatch.observation.Subject;
import kpwatch.watch.Round;

/**
 * The card that a newly started program shows once it has looked, or when it has waited long
 * enough.
 */
final class FirstStatus {
  private static final Duration PATIENCE = Duration.ofSeconds(7);

  private final Wording wording;
  private final PrintStream out;
  private final Instant started;
  private final boolean probing;
  private boolean routes;
  private boolean controls;
  private boolean shown;

  FirstStatus(Wording wording, boolean probing, PrintStream out, Instant started) {
    this.wording = wording;
    this.probing = probing;
    this.out = out;
    this.started = started;
  }

  void after(Round round) {
    if (shown) {
      return;
    }
    for (Observation observation : round.observations()) {
      routes |= observation.subject().kind() == Subject.Kind.PREFIX;
      controls |= observation.subject().kind() == Subject.Kind.CONTROL;
    }
    boolean late = !round.at().isBefore(started.plus(PATIENCE));
    if ((routes && (controls || !probing)) || late) {
      shown = true;
      Optional<Assessment> cause = round.state().assessments().values().stream().findFirst();
      out.println(wording.status(round.state().tracks(), cause, round.at()).plain());
      out.println();
      out.flush();
    }
  }
}
