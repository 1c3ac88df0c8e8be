package kpwatch.notify;

import java.util.Optional;

/** Port to what the operator's channel has been told. A failure of the disk is thrown. */
public interface OperatorLog {
  /** What was kept last; nothing before the first time. */
  OperatorNews.State load();

  /**
   * Keeps the state and, in the same transaction, a message on its way.
   *
   * @param said delivered to {@code to}
   */
  void keep(OperatorNews.State state, Optional<Notification> said, Recipient to);
}
