package kpwatch.telegram;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kpwatch.notify.PlatformNotes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Updates that change something and are not carried out yet. They are stored before Telegram is
 * told that they have come, so that a crash loses none. One that was here at several starts is
 * given up: it may be what ends the program. Thread-safe.
 */
final class Inbox {
  private static final Logger LOG = LoggerFactory.getLogger(Inbox.class);
  private static final String NOTE = "telegram/inbox";
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** Starts that find an update still here. */
  private static final int STARTS = 3;

  /** Beyond this, and for longer ones, a crash may lose an update: somebody floods the bot. */
  private static final int MOST = 50;

  /** As many as wait in the queue of one chat, and more: who floods takes no room of others. */
  private static final int MOST_OF_CHAT = 10;

  private static final int LONGEST = 8_192;

  /** What is read of a message; a stranger decides how long the rest is. */
  private static final List<String> OF_MESSAGE =
      List.of(
          "message_id",
          "message_thread_id",
          "is_topic_message",
          "from",
          "sender_chat",
          "chat",
          "date",
          "text",
          "entities",
          "migrate_to_chat_id",
          "migrate_from_chat_id",
          "forum_topic_closed",
          "forum_topic_reopened");

  private final PlatformNotes notes;
  private final Map<Long, Entry> entries = new LinkedHashMap<>();

  private record Entry(JsonNode update, int starts) {}

  Inbox(PlatformNotes notes) {
    this.notes = notes;
  }

  /** What was left by an earlier run, in its order. To be asked once, before anything is added. */
  synchronized List<JsonNode> left() {
    String text = notes.find(NOTE).orElse("[]");
    try {
      MAPPER.readTree(text).forEach(this::leftBefore);
    } catch (JsonProcessingException e) {
      LOG.error("the updates that an earlier run left cannot be read and are left out");
    }
    if (!text.equals("[]")) {
      try {
        keep();
      } catch (RuntimeException e) {
        LOG.error(
            "that a start found updates of an earlier run cannot be noted: {}", e.getMessage());
      }
    }
    return entries.values().stream().map(Entry::update).toList();
  }

  private void leftBefore(JsonNode stored) {
    JsonNode update = stored.path("update");
    long id = update.path("update_id").asLong();
    int starts = stored.path("starts").asInt() + 1;
    if (starts >= STARTS) {
      LOG.error("update {} was begun at {} starts and never ended; it is left out", id, starts);
    } else {
      entries.put(id, new Entry(update, starts));
    }
  }

  /**
   * Stores updates. In memory they are here even if that fails.
   *
   * @throws RuntimeException if they cannot be stored
   */
  synchronized void add(List<JsonNode> updates) {
    boolean more = false;
    for (JsonNode update : updates) {
      JsonNode slim = slim(update);
      long id = slim.path("update_id").asLong();
      if (entries.size() < MOST && hasRoom(chat(slim)) && isShort(slim)) {
        more |= entries.putIfAbsent(id, new Entry(slim, 0)) == null;
      }
    }
    if (more) {
      keep();
    }
  }

  private boolean hasRoom(long chat) {
    return entries.values().stream().filter(e -> chat(e.update()) == chat).count() < MOST_OF_CHAT;
  }

  /** The chat that an update belongs to; 0 if it names none. */
  private static long chat(JsonNode update) {
    for (JsonNode part : update) {
      JsonNode place = part.path("message").isObject() ? part.path("message") : part;
      if (place.path("chat").has("id")) {
        return place.path("chat").path("id").asLong();
      }
    }
    return 0;
  }

  /**
   * An update is dealt with. Once nothing is left, no byte of what was here stays in the database,
   * since an update names who asked to be forgotten.
   *
   * @throws RuntimeException if that cannot be stored; it is carried out once more after a restart
   */
  synchronized void ended(long id) {
    if (entries.remove(id) == null) {
      return;
    }
    if (entries.isEmpty()) {
      notes.replace(NOTE, "[]");
    } else {
      keep();
    }
  }

  private void keep() {
    ArrayNode all = MAPPER.createArrayNode();
    for (Entry entry : new ArrayList<>(entries.values())) {
      all.addObject().put("starts", entry.starts()).set("update", entry.update());
    }
    notes.keep(NOTE, all.toString());
  }

  private static boolean isShort(JsonNode update) {
    try {
      return update.toString().length() <= LONGEST;
    } catch (StackOverflowError e) { // a nest that only a stranger builds
      return false;
    }
  }

  private static JsonNode slim(JsonNode update) {
    ObjectNode slim = update.deepCopy();
    for (String kind : List.of("message", "channel_post")) {
      if (slim.get(kind) instanceof ObjectNode message) {
        message.retain(OF_MESSAGE);
      }
    }
    if (slim.path("callback_query").get("message") instanceof ObjectNode message) {
      message.retain(
          List.of("message_id", "message_thread_id", "is_topic_message", "chat", "date"));
    }
    return slim;
  }
}
