package kpwatch.incident;

import java.util.Locale;

/**
 * The written form of a state: {@code NOT_SEEN} is {@code not-seen} in records, scenario files and
 * the output of replay.
 */
final class Words {
  private Words() {}

  static String of(Enum<?> state) {
    return state.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
