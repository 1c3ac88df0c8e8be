package kpwatch.testkit.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A message as it stands at one moment.
 *
 * @param json as the API gives it:
 *     https://docs.discord.com/developers/resources/message#message-object
 * @param sent the body of the last create or edit, with {@code allowed_mentions} and {@code nonce}
 * @param edits how often it was edited
 * @param pings what rang when it was created: {@code role:ID}, {@code user:ID}, {@code everyone};
 *     an edit rings nobody, nor does a silent message
 */
public record StoredMessage(
    long id,
    JsonNode json,
    JsonNode sent,
    List<Attachment> attachments,
    int edits,
    Set<String> pings) {
  /**
   * @param description its alt text; empty where none was given
   */
  @SuppressWarnings("ArrayRecordComponent") // Compared by id only.
  public record Attachment(long id, String filename, String description, byte[] bytes) {
    ObjectNode json(long channelId) {
      String url = "http://127.0.0.1/attachments/" + channelId + "/" + id + "/" + filename;
      ObjectNode file =
          Json.object()
              .put("id", Json.id(id))
              .put("filename", filename)
              .put("size", bytes.length)
              .put("url", url)
              .put("proxy_url", url);
      return description.isEmpty() ? file : file.put("description", description);
    }
  }

  public String content() {
    return json.path("content").asText();
  }

  public List<JsonNode> embeds() {
    return Json.list(json.path("embeds"));
  }

  public List<JsonNode> components() {
    return Json.list(json.path("components"));
  }

  /** Of every button and select, in order. */
  public List<String> customIds() {
    return json.path("components").findValuesAsText("custom_id");
  }

  public Optional<String> nonce() {
    return Optional.of(json.path("nonce")).filter(n -> !n.isMissingNode()).map(JsonNode::asText);
  }

  /** Of the last create or edit; empty where it was left out. */
  public Optional<JsonNode> allowedMentions() {
    return Optional.of(sent.path("allowed_mentions")).filter(JsonNode::isObject);
  }

  /** The message that it replies to. */
  public Optional<Long> reference() {
    return Optional.of(json.path("message_reference").path("message_id"))
        .filter(id -> !id.isMissingNode())
        .map(Json::id);
  }

  public int flags() {
    return json.path("flags").asInt();
  }

  /** Posted with SUPPRESS_NOTIFICATIONS. */
  public boolean silent() {
    return (flags() & Message.SILENT) != 0;
  }

  public boolean ephemeral() {
    return (flags() & Message.EPHEMERAL) != 0;
  }

  /** All that a reader sees as text, a line each: content, embeds, texts and labels. */
  public String text() {
    List<String> lines = new ArrayList<>();
    lines.add(content());
    for (JsonNode embed : embeds()) {
      lines.add(embed.path("author").path("name").asText());
      lines.add(embed.path("title").asText());
      lines.add(embed.path("description").asText());
      for (JsonNode field : embed.path("fields")) {
        lines.add(field.path("name").asText() + ": " + field.path("value").asText());
      }
      lines.add(embed.path("footer").path("text").asText());
    }
    lines.addAll(json.path("components").findValuesAsText("content"));
    lines.addAll(json.path("components").findValuesAsText("label"));
    lines.removeIf(String::isEmpty);
    return String.join("\n", lines);
  }
}
