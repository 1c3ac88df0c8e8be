package kpwatch.subscription;

/**
 * A place where messages go, written {@code console:stdout}.
 *
 * @param platform which edge carries it
 * @param id what the platform calls it
 */
public record ChannelRef(String platform, String id) {
  public ChannelRef {
    if (platform.isEmpty() || id.isEmpty() || platform.indexOf(':') >= 0) {
      throw new IllegalArgumentException("not a channel: " + platform + ":" + id);
    }
  }

  /** The reverse of {@link #toString()}. */
  public static ChannelRef parse(String text) {
    int colon = text.indexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException("not a channel: " + text);
    }
    return new ChannelRef(text.substring(0, colon), text.substring(colon + 1));
  }

  @Override
  public String toString() {
    return platform + ":" + id;
  }
}
