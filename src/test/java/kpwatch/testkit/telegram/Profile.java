package kpwatch.testkit.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Commands, names and descriptions as the bot set them. */
public final class Profile {
  private final Map<String, JsonNode> commands = new HashMap<>();
  private final Map<String, String> texts = new HashMap<>();

  Profile() {}

  synchronized void commands(String scope, String language, JsonNode list) {
    commands.put(scope + "/" + language, list);
  }

  synchronized JsonNode commandsNode(String scope, String language) {
    return commands.getOrDefault(scope + "/" + language, Json.array());
  }

  synchronized void text(String field, String language, String text) {
    texts.put(field + "/" + language, text);
  }

  /**
   * Names of the commands, in order.
   *
   * @param scope such as {@code all_private_chats}; {@code chat 123} for one chat
   * @param language empty for the fallback
   */
  public List<String> commands(String scope, String language) {
    List<String> names = new ArrayList<>();
    commandsNode(scope, language).forEach(c -> names.add(c.path("command").asText()));
    return names;
  }

  /**
   * A text as it was set; empty if never.
   *
   * @param field {@code name}, {@code description}, {@code short_description}, or {@code
   *     menu_button} with a chat id or nothing for the language
   */
  public synchronized String text(String field, String language) {
    return texts.getOrDefault(field + "/" + language, "");
  }
}
