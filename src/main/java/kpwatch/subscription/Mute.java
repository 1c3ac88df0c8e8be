package kpwatch.subscription;

import java.time.Instant;
import java.util.List;

/**
 * Nothing is posted until then.
 *
 * @param owed what was held back meanwhile: codes of incidents, each once, in order
 */
public record Mute(Instant until, List<String> owed) {
  public Mute {
    owed = List.copyOf(owed);
  }
}
