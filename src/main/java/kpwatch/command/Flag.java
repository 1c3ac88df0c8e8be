package kpwatch.command;

import java.util.Locale;
import java.util.Set;

/** A yes or no as people type it. */
final class Flag {
  private static final Set<String> YES = Set.of("true", "yes", "on", "1");

  private Flag() {}

  static boolean yes(String typed) {
    return YES.contains(typed.strip().toLowerCase(Locale.ROOT));
  }
}
