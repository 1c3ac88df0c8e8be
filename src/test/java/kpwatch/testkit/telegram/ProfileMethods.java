package kpwatch.testkit.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import java.util.Map;

/** The methods that set what people see of the bot before they write to it. */
final class ProfileMethods {
  static final int MOST_COMMANDS = 100;
  static final int MOST_NAME = 64;
  static final int MOST_DESCRIPTION = 512;
  static final int MOST_SHORT_DESCRIPTION = 120;

  private final Service service;
  private final Profile profile;

  ProfileMethods(Service service, Profile profile) {
    this.service = service;
    this.profile = profile;
  }

  Map<String, Method> table() {
    return Map.of(
        "setMyCommands", this::setCommands,
        "deleteMyCommands", this::deleteCommands,
        "getMyCommands", call -> profile.commandsNode(scope(call), language(call)),
        "setMyName", call -> text(call, "name", MOST_NAME),
        "setMyDescription", call -> text(call, "description", MOST_DESCRIPTION),
        "setMyShortDescription", call -> text(call, "short_description", MOST_SHORT_DESCRIPTION),
        "setChatMenuButton", this::menuButton);
  }

  /** https://core.telegram.org/bots/api#botcommand: names of 1-32, descriptions of 1-256. */
  private JsonNode setCommands(Call call) {
    JsonNode commands =
        call.params().tree("commands").orElseThrow(() -> Refusal.defect("commands are empty"));
    if (!commands.isArray()) {
      throw Refusal.defect("expected an Array of BotCommand");
    }
    if (commands.size() > MOST_COMMANDS) {
      throw Refusal.defect("BOT_COMMANDS_TOO_MUCH");
    }
    for (JsonNode command : commands) {
      if (!command.path("command").asText().matches("/?[a-z0-9_]{1,32}")) {
        throw Refusal.defect("BOT_COMMAND_INVALID");
      }
      String description = command.path("description").asText();
      int length = description.codePointCount(0, description.length());
      if (length < 1 || length > 256) {
        throw Refusal.defect("BOT_COMMAND_DESCRIPTION_INVALID");
      }
    }
    profile.commands(scope(call), language(call), commands);
    return BooleanNode.TRUE;
  }

  private JsonNode deleteCommands(Call call) {
    profile.commands(scope(call), language(call), Json.array());
    return BooleanNode.TRUE;
  }

  private JsonNode text(Call call, String field, int most) {
    String text = call.params().text(field);
    if (text.codePointCount(0, text.length()) > most) {
      throw Refusal.defect("bot " + field.replace('_', ' ') + " is too long");
    }
    profile.text(field, language(call), text);
    return BooleanNode.TRUE;
  }

  private JsonNode menuButton(Call call) {
    String type =
        call.params().tree("menu_button").map(b -> b.path("type").asText()).orElse("default");
    if (!type.matches("default|commands|web_app")) {
      throw Refusal.defect("can't parse menu button: unsupported menu button type");
    }
    if (call.params().has("chat_id")) {
      service.access.visible(call.params());
    }
    profile.text("menu_button", call.params().text("chat_id"), type);
    return BooleanNode.TRUE;
  }

  private static String scope(Call call) {
    JsonNode scope = call.params().tree("scope").orElse(Json.object());
    String type = scope.path("type").asText("default");
    if (!type.matches(
        "default|all_(private_chats|group_chats|chat_administrators)|chat(_administrators|_member)?")) {
      throw Refusal.defect("can't parse BotCommandScope: unsupported type specified");
    }
    return scope.has("chat_id") ? type + " " + scope.get("chat_id").asText() : type;
  }

  private static String language(Call call) {
    String language = call.params().text("language_code");
    if (!language.matches("([a-z]{2})?")) {
      throw Refusal.defect("invalid language code specified");
    }
    return language;
  }
}
