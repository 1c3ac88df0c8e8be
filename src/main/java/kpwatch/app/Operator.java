package kpwatch.app;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import kpwatch.command.Pulse;
import kpwatch.command.WatchPulse;
import kpwatch.notify.Notification;
import kpwatch.notify.OperatorLog;
import kpwatch.notify.OperatorNews;
import kpwatch.notify.Recipient;
import kpwatch.notify.Sign;
import kpwatch.storage.StorageFailed;
import kpwatch.subscription.ChannelRef;
import kpwatch.subscription.Standing;
import kpwatch.subscription.Subscription;
import kpwatch.subscription.Wishes;
import kpwatch.watch.Subscriptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the parts and has the operator's channel told. That the routes are not seen is told
 * there by the watch itself. Ticked by one thread.
 */
final class Operator {
  private static final Logger LOG = LoggerFactory.getLogger(Operator.class);

  private final Recipient to;
  private final OperatorNews news;
  private final OperatorLog log;
  private final Pulse parts;
  private final Subscriptions subscriptions;
  private final InstantSource clock;
  private OperatorNews.State state;
  private OperatorNews.State kept;

  /**
   * @param subscriptions tell whether that channel is muted or gone, if it has subscribed as well
   */
  Operator(
      ChannelRef channel,
      OperatorNews news,
      OperatorLog log,
      Pulse parts,
      Subscriptions subscriptions,
      InstantSource clock) {
    this.to = Recipient.silent(channel, Wishes.Detail.FULL);
    this.news = news;
    this.log = log;
    this.parts = parts;
    this.subscriptions = subscriptions;
    this.clock = clock;
    this.kept = log.load();
    this.state = kept;
  }

  /** One look. What cannot be stored is tried again at the next. */
  void look() {
    Instant now = clock.instant();
    List<Sign> signs =
        parts.signs(now).stream().filter(s -> !s.name().equals(WatchPulse.ROUTES)).toList();
    state = news.seen(state, signs, now);
    Optional<OperatorNews.Said> said =
        listens(now) ? news.say(state, signs, now) : Optional.empty();
    OperatorNews.State next = said.map(OperatorNews.Said::state).orElse(state);
    if (next.lasting().equals(kept)) {
      return;
    }
    Optional<Notification> notification = said.map(OperatorNews.Said::notification);
    try {
      log.keep(next.lasting(), notification, to);
    } catch (StorageFailed e) {
      LOG.debug("the operator's channel cannot be told yet", e);
      return;
    }
    state = next;
    kept = next.lasting();
    notification.ifPresent(n -> LOG.warn("{}", n.message().headline()));
  }

  private boolean listens(Instant now) {
    return subscriptions.all().stream()
        .filter(s -> s.channel().equals(to.channel()))
        .noneMatch(s -> deaf(s, now));
  }

  private static boolean deaf(Subscription subscription, Instant now) {
    return subscription.standing().state() == Standing.State.GONE
        || subscription.mute().filter(m -> now.isBefore(m.until())).isPresent();
  }
}
