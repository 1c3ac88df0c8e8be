package kpwatch.app;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import kpwatch.notify.CardEdit;
import kpwatch.notify.Delivery;
import kpwatch.notify.Messenger;
import kpwatch.notify.Outbox;
import kpwatch.storage.Database;
import kpwatch.storage.SqlSubscriptions;
import kpwatch.subscription.ChannelRef;
import kpwatch.watch.Round;
import kpwatch.watch.WatchStore;

/**
 * Ports of a program that dies at one of its calls that write or send, as by {@code kill -9}: from
 * then on no call gets through, and its database is closed.
 */
final class MortalPorts extends Ports {
  /** What changes nothing. */
  private static final Set<String> READS =
      Set.of(
          "due",
          "stale",
          "load",
          "samples",
          "ended",
          "rung",
          "platform",
          "take",
          "untilNext",
          "answers");

  private static final Set<String> SETTLES =
      Set.of("sent", "refused", "postponed", "absent", "paused", "gone");

  private final Optional<CrashPoint> point;
  private final Map<String, Integer> calls = new TreeMap<>();
  private final Set<ChannelRef> underWay = new HashSet<>();
  private final ReadWriteLock transactions = new ReentrantReadWriteLock();
  private final CountDownLatch death = new CountDownLatch(1);
  private volatile Optional<Database> database = Optional.empty();
  private volatile boolean dead;

  /** What a thread of a dead program meets. */
  static final class Dead extends Error {
    private static final long serialVersionUID = 1;

    Dead() {
      super("the program is dead", null, false, false);
    }
  }

  /**
   * @param point empty: it lives until it is stopped
   */
  MortalPorts(Optional<CrashPoint> point) {
    this.point = point;
  }

  @Override
  WatchStore store(Database opened, SqlSubscriptions subscribers) {
    database = Optional.of(opened);
    return mortal(WatchStore.class, super.store(opened, subscribers));
  }

  @Override
  Outbox outbox(Database opened, SqlSubscriptions subscribers) {
    return mortal(Outbox.class, super.outbox(opened, subscribers));
  }

  @Override
  Messenger messenger(Messenger ofThePlatform) {
    return mortal(Messenger.class, super.messenger(ofThePlatform));
  }

  /** How often each call was made, dead ones left out. */
  synchronized Map<String, Integer> calls() {
    return Map.copyOf(calls);
  }

  /** Channels of which nobody knows whether they have what was being sent; complete after death. */
  synchronized Set<ChannelRef> underWay() {
    return Set.copyOf(underWay);
  }

  boolean dead() {
    return dead;
  }

  boolean dieWithin(long millis) throws InterruptedException {
    return death.await(millis, TimeUnit.MILLISECONDS);
  }

  Database database() {
    return database.orElseThrow();
  }

  private <T> T mortal(Class<T> port, T real) {
    return port.cast(
        Proxy.newProxyInstance(
            port.getClassLoader(),
            new Class<?>[] {port},
            (proxy, method, given) -> call(real, method, given == null ? new Object[0] : given)));
  }

  private Object call(Object real, Method method, Object[] given) throws Throwable {
    alive();
    boolean counts =
        !READS.contains(method.getName()) && !method.getDeclaringClass().equals(Object.class);
    Optional<CrashPoint> here = counts ? reached(method, given) : Optional.empty();
    if (here.filter(p -> p.side() == CrashPoint.Side.BEFORE).isPresent()) {
      die();
    }
    if (method.getName().equals("begun")) {
      begins(given);
    }
    Object result =
        real instanceof Messenger
            ? through(real, method, given)
            : inTransaction(real, method, given);
    alive();
    if (SETTLES.contains(method.getName())) {
      settles(given);
    }
    if (here.isPresent()) {
      die();
    }
    return result;
  }

  /** It is as a whole before a death or not at all. */
  private Object inTransaction(Object real, Method method, Object[] given) throws Throwable {
    transactions.readLock().lock();
    try {
      alive();
      return through(real, method, given);
    } finally {
      transactions.readLock().unlock();
    }
  }

  private static Object through(Object real, Method method, Object[] given) throws Throwable {
    try {
      return method.invoke(real, given);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private synchronized Optional<CrashPoint> reached(Method method, Object[] given) {
    String kind = kind(method, given);
    int number = calls.merge(kind, 1, Integer::sum);
    return point.filter(p -> p.kind().equals(kind) && p.number() == number);
  }

  private static String kind(Method method, Object[] given) {
    if (given.length > 0 && given[0] instanceof Round round) {
      return "commit of "
          + (!round.posts().isEmpty()
              ? "news"
              : !round.speech().cards().isEmpty() ? "a card" : "what was seen");
    }
    return method.getName();
  }

  private void alive() {
    if (dead) {
      throw new Dead();
    }
  }

  private void die() {
    synchronized (this) {
      alive();
      dead = true;
    }
    transactions.writeLock().lock();
    database().close();
    death.countDown();
    throw new Dead();
  }

  private synchronized void begins(Object[] given) {
    deliveries(List.of(given)).forEach(d -> underWay.add(d.channel()));
  }

  private synchronized void settles(Object[] given) {
    if (!dead) {
      deliveries(List.of(given)).forEach(d -> underWay.remove(d.channel()));
    }
  }

  /** Those in a list or in a record, too. */
  private static List<Delivery> deliveries(Collection<?> given) {
    List<Delivery> found = new ArrayList<>();
    for (Object one : given) {
      if (one instanceof Delivery delivery) {
        found.add(delivery);
      } else if (one instanceof Collection<?> some) {
        found.addAll(deliveries(some));
      } else if (one instanceof Record record && !(record instanceof CardEdit)) {
        for (RecordComponent part : record.getClass().getRecordComponents()) {
          if (part.getType().equals(Delivery.class)) {
            found.addAll(deliveries(List.of(part(record, part))));
          }
        }
      }
    }
    return found;
  }

  private static Object part(Record record, RecordComponent part) {
    try {
      return part.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
