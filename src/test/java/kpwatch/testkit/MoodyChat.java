package kpwatch.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import kpwatch.notify.CardEdit;
import kpwatch.notify.Delivery;
import kpwatch.notify.Message;
import kpwatch.notify.Messenger;
import kpwatch.notify.SendResult;
import kpwatch.subscription.ChannelRef;

/** A platform in virtual time, with its moods: what it takes, what it loses, what it says of it. */
public final class MoodyChat implements Messenger {
  private static final Duration BETWEEN = Duration.ofSeconds(1);

  private final String platform;
  private final boolean remembers;
  private final InstantSource clock;
  private final Random random;
  private final Consumer<String> log;
  private final List<Post> posts = new ArrayList<>();
  private final Map<String, Message> reads = new HashMap<>();
  private final Map<String, String> nonces = new HashMap<>();
  private final Map<String, Message> said = new HashMap<>();
  private final Set<String> unanswered = new HashSet<>();
  private final Set<ChannelRef> closed = new HashSet<>();
  private final Set<ChannelRef> gone = new HashSet<>();
  private final Map<ChannelRef, Instant> told = new HashMap<>();
  private final Map<ChannelRef, Instant> next = new HashMap<>();
  private Mood mood = Mood.WELL;

  /** How it is to those who send. */
  public enum Mood {
    WELL,
    /** Single calls fail, in every way in which a call can. */
    MOODY,
    /** It answers nothing. */
    ILL,
    /** It answers, but takes no message. */
    ODD
  }

  /** A message that arrived. */
  public record Post(String name, Instant at, Delivery delivery, Message message) {
    public ChannelRef channel() {
      return delivery.channel();
    }
  }

  /** The program ends in the middle of a call. */
  public static final class Crash extends Error {
    private static final long serialVersionUID = 1;
  }

  /**
   * @param remembers whether it knows a message that is sent once more, and makes no second one
   */
  public MoodyChat(
      String platform,
      boolean remembers,
      InstantSource clock,
      Random random,
      Consumer<String> log) {
    this.platform = platform;
    this.remembers = remembers;
    this.clock = clock;
    this.random = random;
    this.log = log;
  }

  public void mood(Mood other) {
    mood = other;
  }

  /** We may not post there until {@link #opens}. */
  public void closes(ChannelRef channel) {
    closed.add(channel);
  }

  public void opens(ChannelRef channel) {
    closed.remove(channel);
  }

  public void ends(ChannelRef channel) {
    gone.add(channel);
  }

  /**
   * The program has ended, and knows no more of what it was told but had not written down.
   *
   * @param pending the deliveries that are not settled, by number
   */
  public void forgotten(LongPredicate pending) {
    told.clear();
    posts.stream()
        .filter(post -> pending.test(post.delivery().number()))
        .forEach(post -> unanswered.add(post.name()));
  }

  /** Whether it is known to us that a message arrived, or was when it did. */
  public boolean answered(Post post) {
    return !unanswered.contains(post.name());
  }

  /** Somebody deletes a message. */
  public void delete(String name) {
    reads.remove(name);
  }

  /** Everything that ever arrived, in order. */
  public List<Post> posts() {
    return posts;
  }

  /** How a message reads now; empty if it was deleted. */
  public Optional<Message> reads(String name) {
    return Optional.ofNullable(reads.get(name));
  }

  public boolean remembers() {
    return remembers;
  }

  @Override
  public String platform() {
    return platform;
  }

  @Override
  public Duration take(ChannelRef channel) {
    Instant now = clock.instant();
    Instant free = next.getOrDefault(channel, now);
    if (free.isAfter(now)) {
      return Duration.between(now, free);
    }
    next.put(channel, now.plus(BETWEEN));
    return Duration.ZERO;
  }

  @Override
  public boolean answers() {
    return mood != Mood.ILL;
  }

  @Override
  public SendResult send(Delivery delivery, Message message) {
    Instant now = clock.instant();
    if (now.isBefore(told.getOrDefault(delivery.channel(), now))) {
      throw new AssertionError("sent before the time we were told: " + delivery.channel());
    }
    SendResult result = result(delivery, message);
    log.accept(delivery.channel() + " #" + delivery.number() + " " + result);
    return result;
  }

  private SendResult result(Delivery delivery, Message message) {
    if (gone.contains(delivery.channel())) {
      return new SendResult.Gone("gone");
    }
    if (closed.contains(delivery.channel())) {
      return new SendResult.Paused("may not post");
    }
    if (showsNothingOf(delivery)) {
      return new SendResult.Absent();
    }
    return switch (mood) {
      case WELL -> new SendResult.Sent(Optional.of(arrives(delivery, message, true)));
      case MOODY -> moody(delivery, message);
      case ILL, ODD -> {
        boolean doubt = random.nextInt(3) == 0;
        if (doubt && random.nextBoolean()) {
          arrives(delivery, message, false);
        }
        yield new SendResult.Ill("in trouble", doubt);
      }
    };
  }

  /** It remembers what it has, and is read back now and then. */
  private boolean showsNothingOf(Delivery delivery) {
    return remembers
        && delivery.begun().isPresent()
        && !nonces.containsKey(nonce(delivery))
        && (mood == Mood.WELL || mood == Mood.MOODY)
        && random.nextBoolean();
  }

  private static String nonce(Delivery delivery) {
    return delivery.channel() + " " + delivery.notification().id();
  }

  private SendResult moody(Delivery delivery, Message message) {
    return switch (random.nextInt(12)) {
      case 0, 1 -> new SendResult.Failed("busy", Optional.empty(), false);
      case 2, 3 -> {
        Duration wait = Duration.ofSeconds(1 + random.nextInt(120));
        told.put(delivery.channel(), clock.instant().plus(wait));
        yield new SendResult.Failed("slow down", Optional.of(wait), false);
      }
      case 4 -> new SendResult.Failed("no answer", Optional.empty(), true);
      case 5 -> {
        arrives(delivery, message, false);
        yield new SendResult.Failed("the answer was lost", Optional.empty(), true);
      }
      case 6 -> {
        arrives(delivery, message, false);
        throw new IllegalStateException("an answer that is none");
      }
      case 7 -> {
        boolean there = random.nextBoolean();
        if (there) {
          arrives(delivery, message, false);
        }
        log.accept("crash on #" + delivery.number() + (there ? ", which is there" : ""));
        throw new Crash();
      }
      default -> new SendResult.Sent(Optional.of(arrives(delivery, message, true)));
    };
  }

  private String arrives(Delivery delivery, Message message, boolean answered) {
    String nonce = nonce(delivery);
    if (nonces.containsKey(nonce) && delivery.begun().isEmpty()) {
      throw new AssertionError("nobody remembered that it may be there: " + nonce);
    }
    Message first = said.getOrDefault(nonce, message);
    if (!first.sections().equals(message.sections())) {
      throw new AssertionError("not what may be there already: " + nonce + "\n" + message.plain());
    }
    said.put(nonce, message);
    if (remembers && nonces.containsKey(nonce)) {
      return nonces.getOrDefault(nonce, "");
    }
    String name = platform + posts.size();
    nonces.put(nonce, name);
    reads.put(name, message);
    if (!answered) {
      unanswered.add(name);
    }
    posts.add(new Post(name, clock.instant(), delivery, message));
    return name;
  }

  @Override
  public SendResult edit(CardEdit edit) {
    if (mood == Mood.ILL || mood == Mood.ODD) {
      return new SendResult.Ill("in trouble", false);
    }
    if (!reads.containsKey(edit.message())) {
      return new SendResult.Lost("deleted");
    }
    if (mood == Mood.MOODY && random.nextInt(3) == 0) {
      return edit.card().ended() || random.nextBoolean()
          ? new SendResult.Failed("busy", Optional.of(Duration.ofSeconds(90)), false)
          : new SendResult.Frozen("too many edits");
    }
    reads.put(edit.message(), edit.card().message());
    return new SendResult.Sent(Optional.of(edit.message()));
  }
}
