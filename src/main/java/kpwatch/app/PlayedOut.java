package kpwatch.app;

import java.io.PrintStream;
import kpwatch.files.ReplayLines;
import kpwatch.files.Scenario;
import kpwatch.watch.Round;

/** A replay in print: what a channel would have read, or lines of JSON. */
final class PlayedOut {
  private final PrintStream out;

  PlayedOut(PrintStream out) {
    this.out = out;
  }

  void play(Scenario scenario, boolean json) {
    if (json) {
      ReplayLines lines = new ReplayLines();
      new Replay(scenario).play(round -> lines.of(round).forEach(out::println), lines::stopped);
      out.println(lines.summary(scenario.end()));
    } else {
      new Replay(scenario).play(this::read, () -> {});
    }
  }

  /** What a channel would have read. */
  private void read(Round round) {
    for (Round.Post post : round.posts()) {
      out.println("--- " + round.at());
      out.println(post.notification().text());
      out.println();
    }
  }
}
