package kpwatch.ripestat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Rewrites an answer in ways that do not change what it says. The same seed, the same text. */
final class Mutation {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Set<String> AS_NUMBERS = Set.of("asn", "asn_origin", "resource", "origin");
  private static final List<String> ENDINGS =
      List.of("", ".0", ".000000", "Z", ".000000Z", "+00:00", ".000+0000");

  private final Random random;

  Mutation(long seed) {
    this.random = new Random(seed);
  }

  String neutral(byte[] answer) throws IOException {
    StringBuilder text = new StringBuilder();
    write(mutated("", MAPPER.readTree(answer)), text);
    return text.append(blank()).toString();
  }

  private JsonNode mutated(String key, JsonNode node) {
    if (node instanceof ObjectNode object) {
      return object(object);
    }
    if (node instanceof ArrayNode array) {
      ArrayNode copy = NODES.arrayNode();
      array.forEach(element -> copy.add(mutated("", element)));
      return copy;
    }
    if (AS_NUMBERS.contains(key)) {
      return asNumber(node);
    }
    if (node.isTextual() && node.asText().matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d")) {
      return NODES.textNode(node.asText() + ENDINGS.get(random.nextInt(ENDINGS.size())));
    }
    return node;
  }

  private JsonNode mutated(Map.Entry<String, JsonNode> member) {
    return mutated(member.getKey(), member.getValue());
  }

  private ObjectNode object(ObjectNode original) {
    List<Map.Entry<String, JsonNode>> members = new ArrayList<>();
    original.properties().forEach(m -> members.add(Map.entry(m.getKey(), mutated(m))));
    for (int i = random.nextInt(3); i > 0; i--) {
      members.add(Map.entry("unknown_" + random.nextInt(100), unknown(random.nextInt(5))));
    }
    Collections.shuffle(members, random);
    ObjectNode copy = NODES.objectNode();
    members.forEach(m -> copy.set(m.getKey(), m.getValue()));
    return copy;
  }

  private JsonNode unknown(int depth) {
    return switch (depth == 0 ? random.nextInt(5) : 5 + random.nextInt(2)) {
      case 0 -> NODES.nullNode();
      case 1 -> NODES.textNode("}]{[\\\"\u2603\ud83d\ude00 status ok");
      case 2 -> NODES.numberNode(random.nextLong());
      case 3 -> NODES.numberNode(-1.5e300);
      case 4 -> NODES.booleanNode(random.nextBoolean());
      case 5 -> NODES.arrayNode().add(unknown(depth - 1)).add(7);
      default -> {
        ObjectNode known = NODES.objectNode();
        known.set("rrcs", unknown(depth - 1));
        known.put("status", "error").put("peer", 7).putObject("data");
        yield known;
      }
    };
  }

  private JsonNode asNumber(JsonNode node) {
    String digits = node.asText().replace("AS", "");
    if (!digits.matches("\\d{1,10}")) {
      return node;
    }
    return switch (random.nextInt(3)) {
      case 0 -> NODES.numberNode(Long.parseLong(digits));
      case 1 -> NODES.textNode("AS" + digits);
      default -> NODES.textNode(digits);
    };
  }

  private void write(JsonNode node, StringBuilder text) throws IOException {
    text.append(blank());
    if (node instanceof ObjectNode object) {
      String separator = "{";
      for (Map.Entry<String, JsonNode> member : object.properties()) {
        text.append(separator).append(blank());
        text.append(MAPPER.writeValueAsString(member.getKey())).append(blank()).append(':');
        write(member.getValue(), text);
        separator = ",";
      }
      text.append(object.isEmpty() ? "{}" : "}");
    } else if (node instanceof ArrayNode array) {
      String separator = "[";
      for (JsonNode element : array) {
        text.append(separator);
        write(element, text);
        separator = ",";
      }
      text.append(array.isEmpty() ? "[]" : "]");
    } else {
      text.append(MAPPER.writeValueAsString(node));
    }
    text.append(blank());
  }

  private String blank() {
    return random.nextInt(4) == 0 ? " \n\t\r".substring(random.nextInt(4)) : "";
  }
}
