package kpwatch.files;

import java.time.Instant;

/**
 * A step of a scenario.
 *
 * @param note what happened, and where that is known from; may be empty
 * @param evidence whether a published account says so
 * @param world only what is replaced, {@code *} already spelled out
 */
public record Change(Instant at, String note, Evidence evidence, World world) {
  /** Where a step comes from. */
  public enum Evidence {
    DOCUMENTED,
    /** Inferred or invented. */
    INFERRED
  }
}
