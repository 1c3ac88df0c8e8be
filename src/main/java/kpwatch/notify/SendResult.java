package kpwatch.notify;

import java.time.Duration;
import java.util.Optional;

/** How sending ended. */
public sealed interface SendResult {
  /** The platform has it. */
  record Sent() implements SendResult {}

  /** It will never be taken. */
  record Refused(String reason) implements SendResult {}

  /**
   * Trying again can help.
   *
   * @param told how long the platform told us to wait
   */
  record Failed(String reason, Optional<Duration> told) implements SendResult {}
}
