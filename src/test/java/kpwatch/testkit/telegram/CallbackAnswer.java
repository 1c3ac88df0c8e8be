package kpwatch.testkit.telegram;

/**
 * What the bot answered to a button press.
 *
 * @param text empty if it only stopped the button's spinning
 * @param alert whether the text came as a window
 */
public record CallbackAnswer(String queryId, String text, boolean alert) {}
