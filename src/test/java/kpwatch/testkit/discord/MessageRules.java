package kpwatch.testkit.discord;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What the OpenAPI file does not say about a message. Lengths are UTF-16 units. Sources:
 * https://docs.discord.com/developers/resources/message#create-message,
 * https://docs.discord.com/developers/components/reference
 */
final class MessageRules {
  private static final Set<Integer> V2_ONLY = Set.of(9, 10, 11, 12, 13, 14, 17);

  private final String root;
  private final JsonNode body;
  private final List<Upload> files;
  private final List<Finding> found = new ArrayList<>();

  /**
   * @param root what stands before each field in a finding: empty or {@code data.}
   */
  MessageRules(String root, JsonNode body, List<Upload> files) {
    this.root = root;
    this.body = body;
    this.files = files;
  }

  List<Finding> findings() {
    return found;
  }

  /** All that holds for creates and edits. */
  void shape() {
    longest("content", body.path("content"), 2000);
    found.addAll(new EmbedRules(root, body.path("embeds")).findings());
    attachments();
    if (flagged()) {
      withV2();
    }
    components();
  }

  /** What holds for creates only: an edit may leave the flag and all texts as they are. */
  void complete() {
    if (!flagged() && newStyle()) {
      refuse("components", "Needs IS_COMPONENTS_V2.");
    }
    boolean something =
        !body.path("content").asText("").isBlank()
            || !body.path("embeds").isEmpty()
            || !body.path("components").isEmpty()
            || !body.path("sticker_ids").isEmpty()
            || Json.has(body, "poll")
            || !files.isEmpty();
    if (!something) {
      found.add(new Finding(root + "content", "Cannot send an empty message", 50006));
    }
  }

  /** Left out, Discord's default rings more than was meant, on an edit too. */
  void mentions() {
    JsonNode allowed = body.path("allowed_mentions");
    if (!allowed.isObject()) {
      found.add(Finding.ours(root + "allowed_mentions", "is missing"));
    }
    for (String kind : new String[] {"roles", "users"}) {
      boolean parsed =
          Json.list(allowed.path("parse")).stream().anyMatch(each -> each.asText().equals(kind));
      if (parsed && !allowed.path(kind).isEmpty()) {
        refuse("allowed_mentions", "parse:[\"" + kind + "\"] and " + kind + " exclude each other");
      }
    }
  }

  void nonce() {
    if (!Json.has(body, "nonce") || !body.path("enforce_nonce").asBoolean()) {
      found.add(Finding.ours(root + "nonce", "is missing, or enforce_nonce is not true"));
    }
    longest("nonce", body.path("nonce"), 25);
  }

  private void attachments() {
    JsonNode listed = body.path("attachments");
    if (files.size() > 10 || listed.size() > 10) {
      refuse("attachments", "Must be 10 or fewer in length.");
    }
    for (Upload file : files) {
      JsonNode its =
          Json.list(listed).stream()
              .filter(each -> Json.id(each.path("id")) == file.number())
              .findFirst()
              .orElse(Json.object());
      if (its.path("description").asText("").isBlank()) {
        found.add(Finding.ours(root + "attachments", "no description for " + file.filename()));
      }
      longest("attachments.description", its.path("description"), 1024);
    }
  }

  private boolean flagged() {
    return (body.path("flags").asInt() & Message.COMPONENTS_V2) != 0;
  }

  private boolean newStyle() {
    return Json.list(body.path("components")).stream()
        .anyMatch(component -> V2_ONLY.contains(component.path("type").asInt()));
  }

  private void withV2() {
    for (String field : new String[] {"content", "embeds", "poll", "sticker_ids"}) {
      JsonNode value = body.path(field);
      boolean there = value.isTextual() ? !value.asText().isEmpty() : !value.isEmpty();
      if (there) {
        refuse(field, "Cannot be used with IS_COMPONENTS_V2.");
      }
    }
    String all = body.path("components").toString();
    for (Upload file : files) {
      if (!all.contains("attachment://" + file.filename())) {
        found.add(Finding.ours(root + "components", file.filename() + " is shown by none"));
      }
    }
  }

  private void components() {
    JsonNode top = body.path("components");
    boolean v2 = flagged() || newStyle();
    int count = each(top, "components", new HashSet<>());
    if (v2 ? count > 40 : top.size() > 5) {
      refuse("components", v2 ? "Must be 40 or fewer in all." : "Must be 5 or fewer in length.");
    }
  }

  private int each(JsonNode components, String path, Set<String> ids) {
    int count = 0;
    for (int i = 0; i < components.size(); i++) {
      JsonNode component = components.path(i);
      String at = path + "." + i;
      one(component, at, ids);
      count += 1 + each(component.path("components"), at + ".components", ids);
      if (Json.has(component, "accessory")) {
        one(component.path("accessory"), at + ".accessory", ids);
        count++;
      }
    }
    return count;
  }

  private void one(JsonNode component, String at, Set<String> ids) {
    int type = component.path("type").asInt();
    if (type == 1 && component.path("components").size() > 5) {
      refuse(at + ".components", "Must be 5 or fewer in length.");
    }
    longest(at + ".label", component.path("label"), 80);
    JsonNode id = component.path("custom_id");
    if (id.isTextual()) {
      longest(at + ".custom_id", id, 100);
      if (id.asText().isEmpty() || !ids.add(id.asText())) {
        refuse(at + ".custom_id", "Component custom id cannot be empty or duplicated");
      }
    }
  }

  private void longest(String field, JsonNode text, int most) {
    if (text.asText("").length() > most) {
      refuse(field, "Must be " + most + " or fewer in length.");
    }
  }

  private void refuse(String field, String why) {
    found.add(Finding.refused(root + field, why));
  }
}
