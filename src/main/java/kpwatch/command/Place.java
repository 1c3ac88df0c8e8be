package kpwatch.command;

import java.util.List;
import java.util.Set;
import kpwatch.subscription.ChannelRef;

/**
 * Where a command acts: the channel that was named, or else the one where it was said.
 *
 * @param home the server, group or person that it belongs to
 * @param name as its people know it, {@code #alerts}; written by strangers
 * @param chat whether messages can be posted there at all
 * @param rights of the caller and of the bot there
 * @param silent roles, by id, that the bot may name there but cannot call
 */
public record Place(
    ChannelRef channel, String home, String name, boolean chat, Rights rights, Set<String> silent) {
  public Place {
    silent = Set.copyOf(silent);
  }

  /** Without roles that could not be called. */
  public Place(ChannelRef channel, String home, String name, boolean chat, Rights rights) {
    this(channel, home, name, chat, rights, Set.of());
  }

  /**
   * What is allowed at a place, as the platform told it when the command came. It is not asked
   * again before the change is stored: a question to the platform cannot be part of a transaction.
   * Who lost a right in between, which is a matter of a second or two, may still make that one
   * change.
   *
   * @param manages whether the caller may change what is posted there
   * @param needed what the caller would need for it, in words: {@code Manage Channels}
   * @param missing what the bot would need to post there and lacks, in words; empty: nothing
   * @param granter who can give it, in words: {@code a server manager}
   */
  public record Rights(boolean manages, String needed, List<String> missing, String granter) {
    public Rights {
      missing = List.copyOf(missing);
    }
  }
}
