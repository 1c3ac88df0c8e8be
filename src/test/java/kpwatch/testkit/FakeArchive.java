package kpwatch.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import kpwatch.files.PlayedWorld.Reply;
import org.jspecify.annotations.Nullable;

/**
 * The archive calls of RIPEstat, {@code bgplay} and {@code bgp-updates}, with {@code rrc-info},
 * over a past that is made up or recorded. Outside of what is indexed it answers as the real one
 * does: status ok, and nothing inside. For {@link FakeRipeStat}.
 */
public final class FakeArchive implements BiFunction<String, Map<String, String>, Reply> {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss").withZone(ZoneOffset.UTC);

  private record Event(Instant at, String source, long @Nullable [] path) {}

  private final Instant from;
  private final Instant until;
  private final Map<String, List<Event>> events = new TreeMap<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private volatile BiFunction<String, Map<String, String>, Optional<Reply>> trouble =
      (call, query) -> Optional.empty();
  private Optional<byte[]> peers = Optional.empty();

  /** One that has indexed a stretch of time. */
  public FakeArchive(Instant from, Instant until) {
    this.from = from;
    this.until = until;
  }

  /** What was recorded in 2017 of 140.78.0.0/16, whose peers have a control route all the time. */
  public static FakeArchive recorded(Path folder, String control) throws IOException {
    JsonNode play = JSON.readTree(folder.resolve("ripestat-2017-07-22/bgPlay.json").toFile());
    FakeArchive archive =
        new FakeArchive(
            instant(play.path("query_starttime").textValue()),
            instant(play.path("query_endtime").textValue()));
    for (JsonNode route : play.path("initial_state")) {
      String source = route.path("source_id").textValue();
      long[] path = path(route);
      archive.has(route.path("target_prefix").textValue(), source, path);
      archive.has(control, source, path[0], 3333);
    }
    for (JsonNode event : play.path("events")) {
      JsonNode attrs = event.path("attrs");
      Instant at = instant(event.path("timestamp").textValue());
      String prefix = attrs.path("target_prefix").textValue();
      String source = attrs.path("source_id").textValue();
      if (event.path("type").textValue().equals("W")) {
        archive.lets(at, prefix, source);
      } else {
        archive.takes(at, prefix, source, path(attrs));
      }
    }
    archive.peers =
        Optional.of(Files.readAllBytes(folder.resolve("ripestat-2025-06-11/rrc_info.json")));
    return archive;
  }

  /** A peer has had a route for long. */
  public FakeArchive has(String prefix, String source, long... path) {
    return takes(Instant.EPOCH, prefix, source, path);
  }

  public FakeArchive takes(Instant at, String prefix, String source, long... path) {
    events.computeIfAbsent(prefix, p -> new ArrayList<>()).add(new Event(at, source, path));
    return this;
  }

  public FakeArchive lets(Instant at, String prefix, String source) {
    events.computeIfAbsent(prefix, p -> new ArrayList<>()).add(new Event(at, source, null));
    return this;
  }

  /** Answers in place of the archive, where there is one. */
  public void trouble(BiFunction<String, Map<String, String>, Optional<Reply>> instead) {
    trouble = instead;
  }

  /** Every question in order, as the call and the parameters that count. */
  public List<String> asked() {
    return List.copyOf(asked);
  }

  @Override
  public Reply apply(String call, Map<String, String> query) {
    String window = query.getOrDefault("starttime", "") + " " + query.getOrDefault("endtime", "");
    asked.add((call + " " + query.getOrDefault("resource", "") + " " + window).strip());
    return trouble.apply(call, query).orElseGet(() -> answer(call, query));
  }

  /** What the archive holds, whatever the trouble. */
  public Reply answer(String call, Map<String, String> query) {
    return switch (call) {
      case "bgplay" -> json(envelope(call, "1.2", bgplay(query)).toString());
      case "bgp-updates" -> json(envelope(call, "1.1", updates(query)).toString());
      case "rrc-info" ->
          peers
              .map(body -> new Reply(200, "application/json", body, false))
              .orElseGet(() -> json(envelope(call, "0.1", peers()).toString()));
      default -> new Reply(404, "text/html", new byte[0], false);
    };
  }

  public static Reply json(String body) {
    return new Reply(200, "application/json", body.getBytes(StandardCharsets.UTF_8), false);
  }

  private ObjectNode bgplay(Map<String, String> query) {
    String prefix = query.getOrDefault("resource", "");
    Instant start = instant(query.get("starttime"));
    ObjectNode data = window(query);
    ArrayNode initial = data.putArray("initial_state");
    state(prefix, start)
        .forEach((source, path) -> attributes(initial.addObject(), prefix, source, path));
    ArrayNode changes = data.putArray("events");
    inside(prefix, query).forEach(e -> event(changes.addObject(), prefix, e));
    data.putArray("nodes");
    ArrayNode sources = data.putArray("sources");
    events.getOrDefault(prefix, List.of()).stream()
        .filter(e -> indexed(start))
        .map(Event::source)
        .distinct()
        .forEach(
            source ->
                sources
                    .addObject()
                    .put("id", source)
                    .put("rrc", source.substring(0, 2))
                    .put("ip", source.substring(3)));
    data.putArray("targets").addObject().put("prefix", prefix);
    return data;
  }

  private ObjectNode updates(Map<String, String> query) {
    String prefix = query.getOrDefault("resource", "");
    ObjectNode data = window(query);
    ArrayNode updates = data.putArray("updates");
    for (Event event : inside(prefix, query)) {
      // a number that orders the updates of one peer only, as the real ones do
      long seq = event.source().hashCode() * 10_000L + 900_000_000_000_000L + updates.size();
      event(updates.addObject().put("seq", seq), prefix, event);
    }
    data.put("nr_updates", updates.size());
    return data;
  }

  private ObjectNode peers() {
    ObjectNode data = JSON.createObjectNode();
    ArrayNode collectors = data.putArray("rrcs");
    Map<String, ArrayNode> byName = new TreeMap<>();
    events.values().stream()
        .flatMap(List::stream)
        .map(Event::source)
        .distinct()
        .forEach(
            source ->
                byName
                    .computeIfAbsent(
                        "RRC" + source.substring(0, 2),
                        name -> collectors.addObject().put("name", name).putArray("peers"))
                    .addObject()
                    .put("asn", 64_500)
                    .put("ip", source.substring(3))
                    .put("is_full_feed_v4", true));
    return data;
  }

  private ObjectNode window(Map<String, String> query) {
    Instant end = instant(query.get("endtime"));
    boolean cut = indexed(instant(query.get("starttime"))) && end.isAfter(until);
    ObjectNode data = JSON.createObjectNode();
    data.put("resource", query.get("resource"));
    data.put("query_starttime", query.get("starttime"));
    data.put("query_endtime", TIME.format(cut ? until : end));
    return data;
  }

  private Map<String, long[]> state(String prefix, Instant at) {
    Map<String, long[]> state = new TreeMap<>();
    if (indexed(at)) {
      for (Event event : inOrder(prefix).filter(e -> e.at().isBefore(at)).toList()) {
        if (event.path() == null) {
          state.remove(event.source());
        } else {
          state.put(event.source(), event.path());
        }
      }
    }
    return state;
  }

  private List<Event> inside(String prefix, Map<String, String> query) {
    Instant start = instant(query.get("starttime"));
    Instant end = instant(query.get("endtime"));
    return inOrder(prefix)
        .filter(e -> indexed(e.at()) && !e.at().isBefore(start) && !e.at().isAfter(end))
        .toList();
  }

  private Stream<Event> inOrder(String prefix) {
    return events.getOrDefault(prefix, List.of()).stream().sorted(Comparator.comparing(Event::at));
  }

  private boolean indexed(Instant at) {
    return !at.isBefore(from) && !at.isAfter(until);
  }

  private static void event(ObjectNode node, String prefix, Event event) {
    node.put("timestamp", TIME.format(event.at())).put("type", event.path() == null ? "W" : "A");
    attributes(node.putObject("attrs"), prefix, event.source(), event.path());
  }

  private static void attributes(
      ObjectNode node, String prefix, String source, long @Nullable [] path) {
    node.put("source_id", source).put("target_prefix", prefix);
    if (path != null) {
      ArrayNode hops = node.putArray("path");
      Arrays.stream(path).forEach(hops::add);
      node.putArray("community");
    }
  }

  private static ObjectNode envelope(String call, String version, ObjectNode data) {
    ObjectNode envelope = JSON.createObjectNode();
    envelope.putArray("messages");
    envelope.putArray("see_also");
    envelope.put("version", version).put("data_call_name", call);
    envelope.put("data_call_status", "supported").put("cached", false);
    envelope.put("status", "ok").put("status_code", 200).put("time", "2026-11-28T12:00:00.000001");
    envelope.set("data", data);
    return envelope;
  }

  private static long[] path(JsonNode attributes) {
    List<Long> hops = new ArrayList<>();
    attributes.path("path").forEach(hop -> hops.add(hop.longValue()));
    return hops.stream().mapToLong(Long::longValue).toArray();
  }

  private static Instant instant(@Nullable String text) {
    return Instant.parse(text + "Z");
  }
}
