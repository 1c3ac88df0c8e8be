package kpwatch.testkit.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** A message as people see it now. Safe to read from any thread. */
public final class Post {
  /** One inline button; {@code data} is empty for a button that opens {@code url}. */
  public record Button(String text, String data, String url) {}

  private final Place place;
  private final int id;
  private final Instant sent;
  private final Optional<Person> from;
  private final Optional<Place> senderChat;
  private final Optional<Post> replyTo;
  private final Optional<Topic> topic;
  private final ObjectNode more = Json.object();
  private final List<String> history = new ArrayList<>();
  private Formatted body;
  private Optional<Media> media = Optional.empty();
  private Optional<JsonNode> markup = Optional.empty();
  private Optional<Instant> edited = Optional.empty();
  private boolean silent;
  private boolean previewDisabled;
  private boolean deleted;

  Post(
      Place place,
      int id,
      Instant sent,
      Optional<Person> from,
      Optional<Place> senderChat,
      Context context,
      Formatted body) {
    this.place = place;
    this.id = id;
    this.sent = sent;
    this.from = from;
    this.senderChat = senderChat;
    this.replyTo = context.replyTo();
    this.topic = context.topic();
    this.body = body;
  }

  /** Where in a chat a message stands. */
  record Context(Optional<Post> replyTo, Optional<Topic> topic) {
    static final Context NONE = new Context(Optional.empty(), Optional.empty());
  }

  public Place place() {
    return place;
  }

  /** Its {@code message_id}. */
  public int id() {
    return id;
  }

  public Instant sent() {
    return sent;
  }

  public Optional<Person> from() {
    return from;
  }

  Optional<Place> senderChat() {
    return senderChat;
  }

  /** The text or the caption, without markup. */
  public synchronized String text() {
    return body.text();
  }

  public synchronized List<Mark> entities() {
    return body.marks();
  }

  /** The stretches that an entity type marks, such as {@code code}. */
  public synchronized List<String> marked(String type) {
    return body.marks().stream()
        .filter(mark -> mark.type().equals(type))
        .map(mark -> mark.in(body.text()))
        .toList();
  }

  synchronized Formatted body() {
    return body;
  }

  public synchronized Optional<Media> media() {
    return media;
  }

  /** {@code reply_markup} as it came. */
  public synchronized Optional<JsonNode> markup() {
    return markup;
  }

  /** Inline buttons, row by row. */
  public synchronized List<Button> buttons() {
    JsonNode rows = markup.<JsonNode>map(m -> m.path("inline_keyboard")).orElse(Json.array());
    return StreamSupport.stream(rows.spliterator(), false)
        .flatMap(row -> StreamSupport.stream(row.spliterator(), false))
        .map(
            b ->
                new Button(
                    b.path("text").asText(),
                    b.path("callback_data").asText(),
                    b.path("url").asText()))
        .toList();
  }

  /** Whether it came without sound. */
  public synchronized boolean silent() {
    return silent;
  }

  public synchronized boolean previewDisabled() {
    return previewDisabled;
  }

  public Optional<Post> replyTo() {
    return replyTo;
  }

  public Optional<Topic> topic() {
    return topic;
  }

  public synchronized Optional<Instant> edited() {
    return edited;
  }

  /** How often it was edited. */
  public synchronized int edits() {
    return history.size();
  }

  /** Its earlier texts, oldest first; one for each edit. */
  public synchronized List<String> history() {
    return List.copyOf(history);
  }

  public synchronized boolean deleted() {
    return deleted;
  }

  /** Fields of a service message and the like. */
  ObjectNode more() {
    return more;
  }

  synchronized void dress(Optional<Media> file, Optional<JsonNode> keyboard, boolean quiet) {
    media = file;
    markup = keyboard;
    silent = quiet;
  }

  synchronized void preview(boolean disabled) {
    previewDisabled = disabled;
  }

  synchronized void edit(
      Formatted newBody, Optional<Media> file, Optional<JsonNode> keyboard, Instant now) {
    history.add(body.text());
    body = newBody;
    media = file;
    markup = keyboard;
    edited = Optional.of(now);
  }

  synchronized void delete() {
    deleted = true;
  }

  @Override
  public synchronized String toString() {
    return "message " + id + " in " + place + ": " + body.text();
  }
}
