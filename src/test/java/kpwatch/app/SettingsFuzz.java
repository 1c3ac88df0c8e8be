package kpwatch.app;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import kpwatch.config.Settings;

/**
 * Any text as a settings file: it is read, or refused with all problems; nothing that is shown of
 * it holds a token.
 */
public final class SettingsFuzz {
  private static final String SECRET = "AAFakeFakeFakeFakeFakeFakeFakeFakeFak";
  private static final String TOKEN = "123456789:" + SECRET;

  private SettingsFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    String text = new String(input, StandardCharsets.UTF_8);
    if (text.contains(SECRET)) {
      return; // half a token where none belongs is not known for one
    }
    read(text, Map.of());
    read(text + "\ntelegram.token=" + TOKEN, Map.of("DISCORD_TOKEN", text.strip()));
  }

  private static void read(String text, Map<String, String> environment) {
    try {
      BotSettings settings = BotSettings.from(Settings.parse(text, environment));
      masked(String.join("\n", settings.describe()));
      masked(String.join("\n", settings.notices()));
    } catch (SettingsRefused e) {
      masked(e.toString());
      masked(String.valueOf(e.getMessage()));
      e.problems().forEach(p -> masked(p.toString()));
    }
  }

  private static void masked(String shown) {
    if (shown.contains(SECRET)) {
      throw new AssertionError("a token is shown");
    }
  }
}
