package kpwatch.testkit.discord;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Limits of an autocomplete answer. Source:
 * https://docs.discord.com/developers/interactions/application-commands#autocomplete
 */
final class ChoiceRules {
  private final JsonNode choices;

  ChoiceRules(JsonNode choices) {
    this.choices = choices;
  }

  List<Finding> findings() {
    List<Finding> found = new ArrayList<>();
    if (choices.size() > 25) {
      found.add(Finding.refused("data.choices", "Must be 25 or fewer in length."));
    }
    for (int i = 0; i < choices.size(); i++) {
      String name = choices.path(i).path("name").asText();
      String value = choices.path(i).path("value").asText();
      if (name.isEmpty() || name.length() > 100) {
        found.add(Finding.refused("data.choices." + i + ".name", "Must be 1 to 100 in length."));
      }
      if (value.length() > 100) {
        found.add(Finding.refused("data.choices." + i + ".value", "Must be at most 100 long."));
      }
    }
    return found;
  }
}
