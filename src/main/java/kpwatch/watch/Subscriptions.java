package kpwatch.watch;

import java.util.List;
import kpwatch.subscription.Subscription;

/** Port to those who want to know. */
public interface Subscriptions {
  /** Everyone who hears something now. */
  List<Subscription> all();
}
