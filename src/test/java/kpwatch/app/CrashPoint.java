package kpwatch.app;

/**
 * A moment at which a program dies: next to a call that writes or sends.
 *
 * @param kind the call, such as {@code begun}; calls of one kind are counted
 * @param number of the call among those of its kind, from 1
 */
record CrashPoint(String kind, int number, Side side) {
  enum Side {
    BEFORE,
    AFTER
  }

  static CrashPoint before(String kind, int number) {
    return new CrashPoint(kind, number, Side.BEFORE);
  }

  static CrashPoint after(String kind, int number) {
    return new CrashPoint(kind, number, Side.AFTER);
  }

  @Override
  public String toString() {
    return side.name().toLowerCase(java.util.Locale.ROOT) + " " + kind + " " + number;
  }
}
