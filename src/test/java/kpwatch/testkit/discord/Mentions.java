package kpwatch.testkit.discord;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whom a new message rings. Source:
 * https://docs.discord.com/developers/resources/message#allowed-mentions-object
 */
final class Mentions {
  private static final Pattern ROLE = Pattern.compile("<@&(\\d+)>");
  private static final Pattern USER = Pattern.compile("<@!?(\\d+)>");
  private static final Pattern ALL = Pattern.compile("@(everyone|here)");

  private final FakeChannel channel;
  private final boolean mayRingAll;
  private final JsonNode allowed;
  private final boolean everythingByDefault;

  /**
   * @param everythingByDefault what holds without {@code allowed_mentions}: all kinds in a normal
   *     message, users only in interactions
   */
  Mentions(World world, FakeChannel channel, JsonNode body, boolean everythingByDefault) {
    this.channel = channel;
    this.mayRingAll = world.mayBot(channel, Permissions.MENTION_EVERYONE);
    this.allowed = body.path("allowed_mentions");
    this.everythingByDefault = everythingByDefault;
  }

  Set<String> in(String content) {
    Set<String> rung = new LinkedHashSet<>();
    Matcher roles = ROLE.matcher(content);
    while (roles.find()) {
      String id = roles.group(1);
      if (allows("roles", id) && canRing(id)) {
        rung.add("role:" + id);
      }
    }
    Matcher users = USER.matcher(content);
    while (users.find()) {
      if (allows("users", users.group(1))) {
        rung.add("user:" + users.group(1));
      }
    }
    if (mayRingAll && ALL.matcher(content).find() && parses("everyone")) {
      rung.add("everyone");
    }
    return rung;
  }

  private boolean canRing(String id) {
    return !channel.isDirect()
        && Optional.ofNullable(channel.guild().roles().get(Long.parseUnsignedLong(id)))
            .map(role -> mayRingAll || role.mentionable())
            .orElse(false);
  }

  private boolean allows(String kind, String id) {
    return parses(kind)
        || Json.list(allowed.path(kind)).stream().anyMatch(each -> each.asText().equals(id));
  }

  private boolean parses(String kind) {
    if (!allowed.isObject()) {
      return everythingByDefault || kind.equals("users");
    }
    return Json.list(allowed.path("parse")).stream().anyMatch(each -> each.asText().equals(kind));
  }
}
