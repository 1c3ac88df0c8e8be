package kpwatch.testkit.discord;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An interaction that a person started, and what the bot made of it. Each {@code await} throws
 * {@link AssertionError} when its time is over.
 */
public final class Played {
  private final FakeDiscord discord;
  private final long id;
  private final String token;
  private final int type;
  private final FakeChannel channel;
  private final Optional<Message> source;
  private final Instant created;
  private final long startedNanos = System.nanoTime();
  private final List<Message> followUps = new ArrayList<>();
  private int acknowledgement;
  private long acknowledgedNanos;
  private boolean ephemeral;
  private Optional<Message> original = Optional.empty();
  private boolean answered;
  private JsonNode choices = Json.array();

  Played(FakeDiscord discord, long id, int type, FakeChannel channel, Optional<Message> source) {
    this.discord = discord;
    this.id = id;
    this.token = "interaction-" + id;
    this.type = type;
    this.channel = channel;
    this.source = source;
    this.created = discord.now();
  }

  /**
   * Waits until the bot has acknowledged.
   *
   * @return the type of the first answer: 4 message, 5 deferred message, 6 deferred update, 7
   *     update, 8 autocomplete, 9 modal
   */
  public int awaitAcknowledgement(Duration atMost) {
    discord.await(() -> acknowledgement() != 0, atMost, "no acknowledgement of " + this);
    return acknowledgement();
  }

  /** The type of the first answer; 0 before it. */
  public int acknowledgement() {
    synchronized (discord.world()) {
      return acknowledgement;
    }
  }

  /** From the sending of the event to the acknowledgement, in real time. */
  public Duration acknowledgedAfter() {
    synchronized (discord.world()) {
      return Duration.ofNanos(acknowledgedNanos - startedNanos);
    }
  }

  /** Whether the first answer was a deferral. */
  public boolean deferred() {
    return acknowledgement() == 5 || acknowledgement() == 6;
  }

  /** Whether only the person sees the answer; fixed by the first answer. */
  public boolean ephemeral() {
    synchronized (discord.world()) {
      return ephemeral;
    }
  }

  /** Waits for what the person reads at last: an immediate answer, or the one after a deferral. */
  public StoredMessage awaitAnswer(Duration atMost) {
    discord.await(() -> answer().isPresent(), atMost, "no answer to " + this);
    return answer().orElseThrow();
  }

  /** The answer as it stands; for a component's update, the message that was clicked. */
  public Optional<StoredMessage> answer() {
    synchronized (discord.world()) {
      return answered ? original.map(Message::stored) : Optional.empty();
    }
  }

  public List<StoredMessage> followUps() {
    synchronized (discord.world()) {
      return followUps.stream().map(Message::stored).toList();
    }
  }

  /** Waits for an autocomplete's choices: {@code name} and {@code value} of each. */
  public List<JsonNode> awaitChoices(Duration atMost) {
    awaitAcknowledgement(atMost);
    synchronized (discord.world()) {
      return Json.list(choices);
    }
  }

  // What the routes need, under the world's lock.

  long id() {
    return id;
  }

  String token() {
    return token;
  }

  boolean isAutocomplete() {
    return type == 4;
  }

  boolean isComponent() {
    return type == 3;
  }

  FakeChannel channel() {
    return channel;
  }

  Optional<Message> source() {
    return source;
  }

  Instant created() {
    return created;
  }

  Duration age() {
    return Duration.ofNanos(System.nanoTime() - startedNanos);
  }

  void acknowledge(int how, boolean hidden) {
    acknowledgement = how;
    acknowledgedNanos = System.nanoTime();
    ephemeral = hidden;
  }

  void offer(JsonNode itsChoices) {
    choices = itsChoices;
  }

  Optional<Message> original() {
    return original;
  }

  /**
   * @param done whether the person has something to read now
   */
  void original(Message message, boolean done) {
    original = Optional.of(message);
    answered = done;
  }

  void deleteOriginal() {
    original = Optional.empty();
    answered = false;
  }

  boolean waitsForAnswer() {
    return acknowledgement == 5 && !answered;
  }

  List<Message> followUpMessages() {
    return followUps;
  }

  @Override
  public String toString() {
    return "interaction " + id + " of type " + type;
  }
}
