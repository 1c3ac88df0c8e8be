package kpwatch.command;

import kpwatch.notify.Message;

/** What a chat reads in which the bot may not be used. */
public final class AccessRefusal {
  private AccessRefusal() {}

  /** Where the bot stays and is silent from then on: a conversation with one person. */
  public static Reply person(String platform, String home) {
    return Reply.of(
        Message.note(
            "I answer only in chats that my operator has allowed (access.allow), and "
                + platform
                + ":"
                + home
                + " is not among them."));
  }

  /** Where the bot leaves: a server or group. */
  public static Reply group(String platform, String home) {
    return Reply.of(
        Message.note(
            "I work only in chats that my operator has allowed (access.allow), and "
                + platform
                + ":"
                + home
                + " is not among them, so I leave."));
  }
}
