package kpwatch.telegram;

import kpwatch.command.Place;

/** What came of looking up a place and the caller's rights there. */
sealed interface Admission {
  /** The place is known, and what the caller may do there. */
  record Known(Place place) implements Admission {}

  /**
   * The bot does not see such a chat, or the caller decides nothing there. Both are answered alike,
   * since a stranger must not learn that a private group exists, nor its title.
   */
  record Hidden() implements Admission {}

  /**
   * The caller decides there, but {@code access.allow} does not name it.
   *
   * @param home the chat's id
   */
  record Outside(String home) implements Admission {}

  /** Telegram did not say just now: it may be in trouble, or was asked too much. */
  record Unsure() implements Admission {}
}
