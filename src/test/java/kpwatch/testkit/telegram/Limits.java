package kpwatch.testkit.telegram;

/**
 * How much may be sent; 0 means without limit. Source:
 * https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this.
 *
 * @param perSecond messages to all chats together in a rolling second
 * @param burst messages to one chat at once; after them one a second
 * @param groupPerMinute messages to one group in a rolling minute
 */
public record Limits(int perSecond, int burst, int groupPerMinute) {
  /** The bulk limit with {@code allow_paid_broadcast}. */
  static final int PAID_PER_SECOND = 1000;

  /** As published. How long a burst may be is not: three here. */
  public static Limits real() {
    return new Limits(30, 3, 20);
  }

  public static Limits none() {
    return new Limits(0, 0, 0);
  }
}
