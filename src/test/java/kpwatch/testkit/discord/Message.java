package kpwatch.testkit.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A message that is kept, and how it was changed. Guarded by the world's lock. */
final class Message {
  static final int EPHEMERAL = 1 << 6;
  static final int LOADING = 1 << 7;
  static final int SILENT = 1 << 12;
  static final int COMPONENTS_V2 = 1 << 15;

  private static final int EDITABLE_FLAGS = 1 << 2 | COMPONENTS_V2;

  private final FakeChannel channel;
  private final FakeUser author;
  private final Instant created;
  private final ObjectNode json;
  private final List<StoredMessage.Attachment> files = new ArrayList<>();
  private final Deque<Instant> recentEdits = new ArrayDeque<>();
  private JsonNode sent;
  private Set<String> pings = Set.of();
  private int edits;
  private boolean crossposted;

  Message(FakeChannel channel, FakeUser author, long id, InstantSource clock, JsonNode body) {
    this.channel = channel;
    this.author = author;
    this.created = clock.instant();
    this.sent = body;
    json =
        Json.object()
            .put("id", Json.id(id))
            .put("channel_id", Json.id(channel.id()))
            .put("type", 0)
            .put("content", "")
            .put("timestamp", created.toString())
            .putNull("edited_timestamp")
            .put("tts", false)
            .put("pinned", false)
            .put("mention_everyone", false)
            .put("flags", body.path("flags").asInt());
    json.set("author", author.json());
    for (String list :
        new String[] {"embeds", "components", "attachments", "mentions", "mention_roles"}) {
      json.putArray(list);
    }
    if (Json.has(body, "nonce")) {
      json.set("nonce", body.get("nonce"));
    }
  }

  long id() {
    return Json.id(json.path("id"));
  }

  FakeChannel channel() {
    return channel;
  }

  FakeUser author() {
    return author;
  }

  Instant created() {
    return created;
  }

  ObjectNode json() {
    return json;
  }

  int flags() {
    return json.path("flags").asInt();
  }

  void flags(int flags) {
    json.put("flags", flags);
  }

  /** Edits not longer ago than an hour, the present one left out. */
  Deque<Instant> recentEdits(Instant now) {
    recentEdits.removeIf(at -> at.isBefore(now.minusSeconds(3600)));
    return recentEdits;
  }

  boolean crossposted() {
    return crossposted;
  }

  void crosspost() {
    crossposted = true;
    flags(flags() | 1 << 1);
  }

  void pings(Set<String> rang) {
    pings = rang;
  }

  /** Takes over what the body has; what it lacks stays. */
  void write(JsonNode body, Map<Integer, Upload> uploads, World world) {
    sent = body;
    for (String field : new String[] {"content", "embeds", "components"}) {
      if (body.has(field)) {
        json.set(field, shown(field, body.get(field)));
      }
    }
    attach(body.path("attachments"), body.has("attachments"), uploads, world);
  }

  void edited(JsonNode body, Instant now) {
    int bits = body.path("flags").asInt(flags());
    flags(flags() & ~EDITABLE_FLAGS | bits & EDITABLE_FLAGS | flags() & COMPONENTS_V2);
    json.put("edited_timestamp", now.toString());
    recentEdits.add(now);
    edits++;
  }

  StoredMessage stored() {
    return new StoredMessage(id(), json.deepCopy(), sent, List.copyOf(files), edits, pings);
  }

  /** Embeds get their type, components their number, as Discord adds them. */
  private static JsonNode shown(String field, JsonNode given) {
    if (given.isNull()) {
      return field.equals("content") ? Json.object().textNode("") : Json.array();
    }
    JsonNode copy = given.deepCopy();
    if (field.equals("embeds")) {
      copy.forEach(embed -> ((ObjectNode) embed).put("type", "rich"));
    } else if (field.equals("components")) {
      number(copy, 1);
    }
    return copy;
  }

  private static int number(JsonNode components, int from) {
    int next = from;
    for (JsonNode component : components) {
      if (component instanceof ObjectNode object && !Json.has(component, "id")) {
        object.put("id", next);
      }
      next = number(component.path("components"), next + 1);
    }
    return next;
  }

  /** Kept are those that the list names by id, or all where there is no list; uploads are added. */
  private void attach(JsonNode list, boolean listed, Map<Integer, Upload> uploads, World world) {
    if (listed) {
      files.removeIf(
          file ->
              Json.list(list).stream().noneMatch(each -> Json.id(each.path("id")) == file.id()));
    }
    uploads.forEach(
        (number, upload) -> {
          JsonNode named =
              Json.list(list).stream()
                  .filter(each -> Json.id(each.path("id")) == number)
                  .findFirst()
                  .orElse(Json.object());
          files.add(
              new StoredMessage.Attachment(
                  world.nextId(),
                  named.path("filename").asText(upload.filename()),
                  named.path("description").asText(""),
                  upload.bytes()));
        });
    ArrayNode shown = json.putArray("attachments");
    files.forEach(file -> shown.add(file.json(channel.id())));
  }
}
