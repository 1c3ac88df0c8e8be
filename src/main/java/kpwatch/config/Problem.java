package kpwatch.config;

/**
 * One thing wrong with the settings, made to be read as one line.
 *
 * @param key the setting, or what was taken for one
 * @param value the value seen, already masked and on one line; empty where there is none to show
 * @param origin where it came from: {@code bot-config.properties line 3}, {@code environment
 *     WATCH_INTERVAL}
 * @param allowed what would be legal, or what to do
 */
public record Problem(String key, String value, String origin, String allowed) {
  @Override
  public String toString() {
    String seen = value.isEmpty() ? "" : " = " + value;
    return key + seen + " (" + origin + "): " + allowed;
  }
}
