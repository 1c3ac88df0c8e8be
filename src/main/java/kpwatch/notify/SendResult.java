package kpwatch.notify;

import java.time.Duration;
import java.util.Optional;

/** How sending or editing ended. */
public sealed interface SendResult {
  /**
   * The platform has it.
   *
   * @param message what the platform calls it; empty where it gives no name
   */
  record Sent(Optional<String> message) implements SendResult {}

  /** This message will never be taken; the channel is as it was. */
  record Refused(String reason) implements SendResult {}

  /**
   * Trying again can help.
   *
   * @param told how long the platform told us to wait
   * @param doubt whether the platform may have taken it all the same, now or at an earlier attempt
   */
  record Failed(String reason, Optional<Duration> told, boolean doubt) implements SendResult {}

  /** The platform shows that earlier attempts left nothing there; this one was not made. */
  record Absent() implements SendResult {}

  /**
   * The platform is in trouble or cannot be reached: no other channel would have fared better.
   *
   * @param doubt whether it may have taken it all the same, now or at an earlier attempt
   */
  record Ill(String reason, boolean doubt) implements SendResult {}

  /**
   * We may not post in this channel now.
   *
   * @param reason what is missing, in words for its managers
   */
  record Paused(String reason) implements SendResult {}

  /** The channel is no more, or we are no more in it. */
  record Gone(String reason) implements SendResult {}

  /** The message to be edited is no more; the channel is there. */
  record Lost(String reason) implements SendResult {}

  /** The platform takes no more edits of this message; posting goes on. */
  record Frozen(String reason) implements SendResult {}

  /** The platform refuses us altogether; it must not be asked again by this run. */
  record Down(String reason) implements SendResult {}
}
