package kpwatch.testkit.discord;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Limits of a set of slash commands. Source:
 * https://docs.discord.com/developers/interactions/application-commands
 */
final class CommandRules {
  /** The documentation's {@code ^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$}. */
  private static final Pattern NAME =
      Pattern.compile("[-_'\\p{L}\\p{N}\\p{IsDevanagari}\\p{IsThai}]{1,32}");

  private final JsonNode commands;
  private final List<Finding> found = new ArrayList<>();

  CommandRules(JsonNode commands) {
    this.commands = commands;
  }

  List<Finding> findings() {
    if (commands.size() > 100) {
      refuse("", "Must be 100 or fewer in length.");
    }
    Set<String> names = new HashSet<>();
    for (int i = 0; i < commands.size(); i++) {
      JsonNode command = commands.path(i);
      String at = Integer.toString(i);
      named(command, at);
      if (!names.add(command.path("name").asText())) {
        refuse(at + ".name", "Application command names must be unique");
      }
      if (weight(command) > 8000) {
        refuse(at, "Command exceeds maximum size (8000)");
      }
      options(command, at);
    }
    return found;
  }

  private void options(JsonNode owner, String at) {
    JsonNode options = owner.path("options");
    if (options.size() > 25) {
      refuse(at + ".options", "Must be 25 or fewer in length.");
    }
    boolean optional = false;
    Set<String> names = new HashSet<>();
    for (int i = 0; i < options.size(); i++) {
      JsonNode option = options.path(i);
      String place = at + ".options." + i;
      named(option, place);
      if (!names.add(option.path("name").asText())) {
        refuse(place + ".name", "Option names must be unique");
      }
      boolean required = option.path("required").asBoolean();
      if (required && optional) {
        refuse(place + ".required", "Required options must be placed before non-required options");
      }
      optional = !required && option.path("type").asInt() > 2 || optional;
      choices(option, place);
      options(option, place);
    }
  }

  private void choices(JsonNode option, String at) {
    int count = option.path("choices").size();
    if (count > 25) {
      refuse(at + ".choices", "Must be 25 or fewer in length.");
    }
    if (count > 0 && option.path("autocomplete").asBoolean()) {
      refuse(at + ".choices", "Cannot be combined with autocomplete");
    }
  }

  private void named(JsonNode thing, String at) {
    name(thing.path("name").asText(), at + ".name");
    thing
        .path("name_localizations")
        .fields()
        .forEachRemaining(
            each -> name(each.getValue().asText(), at + ".name_localizations." + each.getKey()));
    int length = thing.path("description").asText().length();
    if (length < 1 || length > 100) {
      refuse(at + ".description", "Must be between 1 and 100 in length.");
    }
  }

  private void name(String name, String at) {
    if (!NAME.matcher(name).matches() || !name.equals(name.toLowerCase(Locale.ROOT))) {
      refuse(at, "Command name is invalid");
    }
  }

  /** Names, descriptions and values; the longest localization of each counts. */
  private static int weight(JsonNode thing) {
    int weight = longest(thing, "name") + longest(thing, "description");
    for (JsonNode choice : thing.path("choices")) {
      weight += longest(choice, "name") + choice.path("value").asText().length();
    }
    for (JsonNode option : thing.path("options")) {
      weight += weight(option);
    }
    return weight;
  }

  private static int longest(JsonNode thing, String field) {
    int most = thing.path(field).asText().length();
    for (JsonNode other : thing.path(field + "_localizations")) {
      most = Math.max(most, other.asText().length());
    }
    return most;
  }

  private void refuse(String field, String why) {
    found.add(Finding.refused(field, why));
  }
}
