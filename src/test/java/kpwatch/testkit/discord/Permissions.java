package kpwatch.testkit.discord;

import java.util.Set;

/**
 * Permission bits, and what a member may do in a channel. Source:
 * https://docs.discord.com/developers/topics/permissions
 */
public final class Permissions {
  public static final long ADMINISTRATOR = 1L << 3;
  public static final long MANAGE_CHANNELS = 1L << 4;
  public static final long MANAGE_GUILD = 1L << 5;
  public static final long VIEW_CHANNEL = 1L << 10;
  public static final long SEND_MESSAGES = 1L << 11;
  public static final long SEND_TTS_MESSAGES = 1L << 12;
  public static final long MANAGE_MESSAGES = 1L << 13;
  public static final long EMBED_LINKS = 1L << 14;
  public static final long ATTACH_FILES = 1L << 15;
  public static final long READ_MESSAGE_HISTORY = 1L << 16;
  public static final long MENTION_EVERYONE = 1L << 17;
  public static final long USE_APPLICATION_COMMANDS = 1L << 31;
  public static final long MANAGE_THREADS = 1L << 34;
  public static final long CREATE_PUBLIC_THREADS = 1L << 35;
  public static final long SEND_MESSAGES_IN_THREADS = 1L << 38;

  public static final long ALL = (1L << 53) - 1;

  /** View, send, embed, attach, read history, send in threads. */
  public static final long BOT_RECOMMENDED = 274_878_024_704L;

  /** What {@code @everyone} has in a new guild of this fake; a real guild gives more. */
  public static final long EVERYONE_AT_FIRST =
      VIEW_CHANNEL | SEND_MESSAGES | READ_MESSAGE_HISTORY | USE_APPLICATION_COMMANDS;

  private static final long VOID_WITHOUT_SENDING =
      EMBED_LINKS | ATTACH_FILES | MENTION_EVERYONE | SEND_TTS_MESSAGES;

  private Permissions() {}

  /** In a channel, a thread (by its parent's overwrites) or a direct message. */
  static long of(FakeUser user, FakeChannel channel) {
    if (channel.isDirect()) {
      return ALL & ~(ADMINISTRATOR | MANAGE_CHANNELS | MANAGE_GUILD | MANAGE_THREADS);
    }
    FakeGuild guild = channel.guild();
    long base = base(user, guild);
    if ((base & ADMINISTRATOR) != 0) {
      return ALL;
    }
    FakeChannel place = channel.isThread() ? channel.parent() : channel;
    return withoutVoid(overwritten(base, user, guild, place), channel.isThread());
  }

  /** Without any channel's overwrites; the owner and administrators have all. */
  static long base(FakeUser user, FakeGuild guild) {
    if (guild.ownerId() == user.id()) {
      return ALL;
    }
    long bits = guild.everyone().permissions();
    for (FakeRole role : guild.rolesOf(user)) {
      bits |= role.permissions();
    }
    return (bits & ADMINISTRATOR) != 0 ? ALL : bits;
  }

  private static long overwritten(long bits, FakeUser user, FakeGuild guild, FakeChannel place) {
    Overwrite everyone = place.overwrite(guild.id());
    long now = bits & ~everyone.deny() | everyone.allow();
    long allow = 0;
    long deny = 0;
    Set<FakeRole> roles = guild.rolesOf(user);
    for (FakeRole role : roles) {
      allow |= place.overwrite(role.id()).allow();
      deny |= place.overwrite(role.id()).deny();
    }
    now = now & ~deny | allow;
    Overwrite member = place.overwrite(user.id());
    return now & ~member.deny() | member.allow();
  }

  private static long withoutVoid(long bits, boolean thread) {
    if ((bits & VIEW_CHANNEL) == 0) {
      return 0;
    }
    boolean maySend = (bits & (thread ? SEND_MESSAGES_IN_THREADS : SEND_MESSAGES)) != 0;
    return maySend ? bits : bits & ~VOID_WITHOUT_SENDING;
  }
}
