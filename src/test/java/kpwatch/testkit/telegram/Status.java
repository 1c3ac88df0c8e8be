package kpwatch.testkit.telegram;

/** What somebody is in a chat: https://core.telegram.org/bots/api#chatmember. */
public enum Status {
  CREATOR,
  ADMINISTRATOR,
  MEMBER,
  RESTRICTED,
  LEFT,
  KICKED;

  boolean isPresent() {
    return this != LEFT && this != KICKED;
  }

  boolean isAdmin() {
    return this == CREATOR || this == ADMINISTRATOR;
  }
}
