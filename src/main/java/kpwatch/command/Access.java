package kpwatch.command;

import java.util.List;

/**
 * Port to the decision who may use the bot. Everything is decided by the home of a chat: a server,
 * group, channel or person.
 */
public interface Access {
  /** Whether the bot may be asked there, and posts there. */
  boolean allows(String platform, String home);

  /** A home has another id from now on; what was allowed stays allowed. */
  void moved(String platform, String from, String to);

  /** The homes of one platform that are named; empty if everybody may use the bot. */
  List<String> named(String platform);
}
