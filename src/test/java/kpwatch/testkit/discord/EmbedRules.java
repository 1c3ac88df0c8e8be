package kpwatch.testkit.discord;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Source: https://docs.discord.com/developers/resources/message#embed-object-embed-limits */
final class EmbedRules {
  private static final int ALL_TOGETHER = 6000;

  private final String root;
  private final JsonNode embeds;
  private final List<Finding> found = new ArrayList<>();
  private int total;

  EmbedRules(String root, JsonNode embeds) {
    this.root = root;
    this.embeds = embeds;
  }

  List<Finding> findings() {
    if (embeds.size() > 10) {
      refuse("", "Must be 10 or fewer in length.");
    }
    for (int i = 0; i < embeds.size(); i++) {
      one(embeds.path(i), "." + i);
    }
    if (total > ALL_TOGETHER) {
      refuse("", "Embed size exceeds maximum size of " + ALL_TOGETHER);
    }
    return found;
  }

  private void one(JsonNode embed, String at) {
    longest(at + ".title", embed.path("title"), 256);
    longest(at + ".description", embed.path("description"), 4096);
    longest(at + ".footer.text", embed.path("footer").path("text"), 2048);
    longest(at + ".author.name", embed.path("author").path("name"), 256);
    JsonNode fields = embed.path("fields");
    if (fields.size() > 25) {
      refuse(at + ".fields", "Must be 25 or fewer in length.");
    }
    for (int i = 0; i < fields.size(); i++) {
      String field = at + ".fields." + i;
      filled(field + ".name", fields.path(i).path("name"));
      filled(field + ".value", fields.path(i).path("value"));
      longest(field + ".name", fields.path(i).path("name"), 256);
      longest(field + ".value", fields.path(i).path("value"), 1024);
    }
  }

  private void filled(String field, JsonNode text) {
    if (text.asText("").isBlank()) {
      refuse(field, "This field is required");
    }
  }

  /** Whitespace at both ends is trimmed before it counts. */
  private void longest(String field, JsonNode text, int most) {
    int length = text.asText("").strip().length();
    total += length;
    if (length > most) {
      refuse(field, "Must be " + most + " or fewer in length.");
    }
  }

  private void refuse(String field, String why) {
    found.add(Finding.refused(root + "embeds" + field, why));
  }
}
