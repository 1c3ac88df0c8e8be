package kpwatch.observation;

import java.time.Instant;
import java.util.Optional;

/** Port to the stream of RIS Live. Neither method blocks or throws for what the outside does. */
public interface RouteStream {
  /** Where there is no stream: nothing is ever heard, and polling goes on alone. */
  RouteStream NONE =
      new RouteStream() {
        @Override
        public Optional<Observation.Streamed> news(Instant now) {
          return Optional.empty();
        }

        @Override
        public void compare(Observation.Route look) {}
      };

  /**
   * What it has come to, if that is news: a route changed since the last call, it fell silent or is
   * heard again, or a sign of life is due. A reading is of the moment of the call.
   */
  Optional<Observation.Streamed> news(Instant now);

  /**
   * Takes the answer of {@code looking-glass} for a prefix as what its peers have, wherever nothing
   * newer was heard of them. Called by any thread.
   */
  void compare(Observation.Route look);
}
