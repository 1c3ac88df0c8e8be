package kpwatch.testkit.discord;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The fields of a guild that no test sets, with legal values: a client gives up a whole {@code
 * GUILD_CREATE} over one that it cannot read. Source:
 * https://docs.discord.com/developers/resources/guild#guild-object
 */
final class GuildJson {
  private GuildJson() {}

  static ObjectNode plain(long id, String name, long ownerId) {
    ObjectNode guild =
        Json.object()
            .put("id", Json.id(id))
            .put("name", name)
            .put("owner_id", Json.id(ownerId))
            .put("joined_at", "2024-01-01T00:00:00+00:00")
            .put("preferred_locale", "en-US")
            .put("afk_timeout", 300)
            .put("verification_level", 0)
            .put("default_message_notifications", 1)
            .put("explicit_content_filter", 0)
            .put("mfa_level", 0)
            .put("nsfw_level", 0)
            .put("premium_tier", 0)
            .put("premium_progress_bar_enabled", false)
            .put("system_channel_flags", 0)
            .put("max_members", 500_000)
            .put("large", false)
            .put("unavailable", false);
    for (String list :
        new String[] {
          "features",
          "emojis",
          "stickers",
          "voice_states",
          "presences",
          "stage_instances",
          "guild_scheduled_events",
          "soundboard_sounds"
        }) {
      guild.putArray(list);
    }
    return guild;
  }
}
