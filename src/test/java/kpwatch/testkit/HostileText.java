package kpwatch.testkit;

import java.util.LinkedHashMap;
import java.util.Map;

/** Texts that strangers choose in order to break what reads them, of any length. */
public final class HostileText {
  private static final Map<String, String> UNITS = new LinkedHashMap<>();

  static {
    UNITS.put("one letter", "a");
    UNITS.put("letters and dots", "a.");
    UNITS.put("letters and hyphens", "a-");
    UNITS.put("mail addresses", "a@");
    UNITS.put("words in a row", "ab_-1");
    UNITS.put("braces", "{{}");
    UNITS.put("brackets", "[(<]");
    UNITS.put("backslashes", "\\");
    UNITS.put("digits", "1");
    UNITS.put("digits and dots", "1.1.1.1.");
    UNITS.put("dots", ".");
    UNITS.put("slashes", "/");
    UNITS.put("colons", ":");
    UNITS.put("spaces", " ");
    UNITS.put("tabulators and newlines", "\t\n\r");
    UNITS.put("combining marks", "\u0301\u20DD");
    UNITS.put("overrides of direction", "\u202Ea\u2066");
    UNITS.put("joined emoji", "\uD83D\uDC68\u200D\uD83D\uDC69\uFE0F");
    UNITS.put("halves of characters", "\uDC00\uD800 ");
    UNITS.put("letters beyond the first plane", "\uD801\uDC37");
    UNITS.put("markup of Discord", "*_~`|");
    UNITS.put("markup of Telegram", "<&>");
    UNITS.put("placeholders of channels", "{channel:12");
    UNITS.put("placeholders of roles", "{role:1}");
    UNITS.put("schemes", "://");
    UNITS.put("pages", "http://a?");
    UNITS.put("tokens", "12345:ab-1");
    UNITS.put("paths of bots", "/bot1%3A");
    UNITS.put("invitations", "discord.gg/a ");
    UNITS.put("mentions", "@everyone <@&1> #a");
    UNITS.put("quotes", "\"'»");
    UNITS.put("options", "a=b:");
    UNITS.put("tags", "\uDB40\uDC41\u3164\u115F");
  }

  private HostileText() {}

  /** Each shape by its name, so many characters long. */
  public static Map<String, String> ofLength(int characters) {
    Map<String, String> texts = new LinkedHashMap<>();
    UNITS.forEach(
        (name, unit) ->
            texts.put(name, unit.repeat(characters / unit.length() + 1).substring(0, characters)));
    return texts;
  }
}
