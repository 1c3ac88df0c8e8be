package kpwatch.testkit.discord;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** A person, or the bot. */
public final class FakeUser {
  private final long id;
  private final String name;
  private final String locale;
  private final boolean bot;
  private volatile boolean takesDirectMessages = true;

  FakeUser(long id, String name, String locale, boolean bot) {
    this.id = id;
    this.name = name;
    this.locale = locale;
    this.bot = bot;
  }

  public long id() {
    return id;
  }

  public String name() {
    return name;
  }

  /** The language of the person's client, such as {@code ko} or {@code en-US}. */
  public String locale() {
    return locale;
  }

  boolean bot() {
    return bot;
  }

  /** From now on a direct message of the bot meets error 50007. */
  public void closeDirectMessages() {
    takesDirectMessages = false;
  }

  public void openDirectMessages() {
    takesDirectMessages = true;
  }

  boolean takesDirectMessages() {
    return takesDirectMessages;
  }

  ObjectNode json() {
    return Json.object()
        .put("id", Json.id(id))
        .put("username", name)
        .put("global_name", name)
        .put("discriminator", "0")
        .putNull("avatar")
        .put("bot", bot)
        .put("system", false)
        .put("public_flags", 0)
        .put("flags", 0);
  }
}
