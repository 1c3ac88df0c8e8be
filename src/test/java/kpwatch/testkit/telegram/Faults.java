package kpwatch.testkit.telegram;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Faults that a test has ordered. */
public final class Faults {
  private static final class Order {
    private final Predicate<Seen> which;
    private final Fault fault;
    private int left;

    Order(int left, Predicate<Seen> which, Fault fault) {
      this.left = left;
      this.which = which;
      this.fault = fault;
    }
  }

  private final List<Order> orders = new ArrayList<>();
  private int resets;

  Faults() {}

  /** The next {@code times} requests that match meet this. Earlier orders go first. */
  public synchronized void next(int times, Predicate<Seen> which, Fault fault) {
    orders.add(new Order(times, which, fault));
  }

  /** The next call of a method meets this. */
  public void next(String method, Fault fault) {
    next(1, seen -> seen.method().equals(method), fault);
  }

  /** All calls of a method meet this, until {@link #clear}. */
  public void always(String method, Fault fault) {
    next(Integer.MAX_VALUE, seen -> seen.method().equals(method), fault);
  }

  /** The next requests, whatever they are, are reset before more than a byte of them is read. */
  public synchronized void resetUnread(int times) {
    resets = times;
  }

  public synchronized void clear() {
    orders.clear();
    resets = 0;
  }

  /** Faults ordered for a number of requests that have not come yet. */
  public synchronized int left() {
    return orders.stream()
            .filter(order -> order.left != Integer.MAX_VALUE)
            .mapToInt(order -> order.left)
            .sum()
        + resets;
  }

  synchronized boolean resetsUnread() {
    if (resets == 0) {
      return false;
    }
    resets--;
    return true;
  }

  synchronized Fault meets(Seen seen) {
    for (Order order : orders) {
      if (order.left > 0 && order.which.test(seen)) {
        order.left -= order.left == Integer.MAX_VALUE ? 0 : 1;
        return order.fault;
      }
    }
    return Fault.NONE;
  }
}
