package kpwatch.subscription;

/** How much a channel wants to hear. */
public enum Level {
  /** National and partial outages, from beginning to end. */
  MAJOR,
  /** Everything, our own blindness included. */
  ALL;

  /** Whether a channel of this level hears news that concerns {@code news} and up. */
  public boolean hears(Level news) {
    return compareTo(news) >= 0;
  }
}
