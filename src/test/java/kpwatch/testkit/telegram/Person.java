package kpwatch.testkit.telegram;

/**
 * A user or a bot.
 *
 * @param username without the at sign; empty if none
 * @param language a tag such as {@code en}; empty if the app does not tell
 */
public record Person(long id, boolean isBot, String firstName, String username, String language) {}
