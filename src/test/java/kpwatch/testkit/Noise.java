package kpwatch.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;

/**
 * Everyday noise as a scenario file ({@code kpwatch-scenario-1}): what happens there, here and in
 * between on days on which nothing happens. Made from a seed.
 *
 * <p>In it: sites that lose single attempts, are slow or dead, at most two at once; one name server
 * silent; a prefix that dips for less than half a minute; lines that take a prefix from one another
 * and keep a tenth of the whole; collectors that miss up to four of ten peers; our own line cut for
 * minutes; RIPEstat failing in all its ways for up to forty minutes, often for one call; a restart.
 * Not in it: anything that a careful person would want to be told of.
 */
public final class Noise {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

  /** In which the program learns what is usual. */
  private static final Duration QUIET = Duration.ofHours(3);

  private static final int OWN = 0;
  private static final int OUR_LINE = 1;

  private final Random random;
  private final Instant end;
  private final JsonNode network = network();
  private final Map<String, JsonNode> usual = new LinkedHashMap<>();
  private final List<Span> spans = new ArrayList<>();

  /** While it lasts, a subject's record is another; the highest layer holds. */
  private record Span(String subject, Instant from, Instant to, int layer, JsonNode record) {
    boolean holds(Instant at) {
      return !at.isBefore(from) && at.isBefore(to);
    }

    boolean touches(Instant start, Instant stop) {
      return from.isBefore(stop) && start.isBefore(to);
    }
  }

  private Noise(long seed, int days) {
    random = new Random(seed);
    end = START.plus(Duration.ofDays(days));
    prefixes().forEach(p -> usual.put("routes " + p, paths(0.55, 0.45)));
    hosts("sites").forEach(h -> usual.put("sites " + h, answer("ok", 700)));
    hosts("nameservers").forEach(h -> usual.put("nameservers " + h, answer("ok", 400)));
    hosts("controls").forEach(h -> usual.put("controls " + h, answer("ok", 40)));
    usual.put("sources ripestat", JSON.getNodeFactory().textNode("ok"));
    usual.put("ris peers_lost", JSON.getNodeFactory().numberNode(0));
  }

  /** The text of a file. */
  public static String scenario(long seed, int days) {
    Noise noise = new Noise(seed, days);
    for (Instant day = START; day.isBefore(noise.end); day = day.plus(Duration.ofDays(1))) {
      noise.day(day);
    }
    return noise.text(seed, days);
  }

  private void day(Instant day) {
    times(day, 10, at -> hostNoise(at, "sites", answer("ok", 700, 0.05 + random.nextDouble() / 4)));
    times(day, 4, at -> hostNoise(at, "sites", answer("ok", 1500 + random.nextInt(3000))));
    times(day, 2, at -> hostNoise(at, "sites", answer("timeout", 700)));
    times(day, 2, at -> hostNoise(at, "sites", answer("http-503", 700)));
    times(day, 1, at -> hostNoise(at, "nameservers", answer("timeout", 400)));
    times(day, 2, at -> hostNoise(at, "controls", answer("timeout", 40)));
    times(day, 3, at -> add(prefix(), at, seconds(5, 30), OWN, paths(random.nextDouble() / 3, 0)));
    times(day, 6, this::moves);
    times(day, 5, at -> add("ris peers_lost", at, minutes(20, 240), OWN, share(0.4)));
    times(day, 8, at -> fault(at, seconds(10, 100)));
    times(day, 2, at -> fault(at, minutes(2, 40)));
    times(day, 3, this::ourLine);
  }

  /** At some moments of the day, up to so many. */
  private void times(Instant day, int most, java.util.function.Consumer<Instant> what) {
    for (int i = random.nextInt(most + 1); i > 0; i--) {
      Instant at = day.plusSeconds(random.nextInt(86_400));
      if (at.isAfter(START.plus(QUIET)) && at.isBefore(end.minus(QUIET))) {
        what.accept(at);
      }
    }
  }

  /** At most two sites at once; of name servers and controls one. */
  private void hostNoise(Instant at, String kind, JsonNode record) {
    Duration length = minutes(3, kind.equals("sites") ? 720 : 40);
    long troubled =
        spans.stream()
            .filter(s -> s.subject().startsWith(kind) && s.layer() == OWN)
            .filter(s -> s.touches(at, at.plus(length)))
            .count();
    if (troubled < (kind.equals("sites") ? 2 : 1)) {
      add(one(kind + " ", hosts(kind)), at, length, OWN, record);
    }
  }

  private void moves(Instant at) {
    double china = 0.1 + 0.8 * random.nextDouble();
    add(prefix(), at, minutes(10, 600), OWN, paths(china, 1 - china));
  }

  private void fault(Instant at, Duration length) {
    List<String> all = List.of("http-500", "http-429", "timeout", "maintenance", "empty", "stale");
    add("sources ripestat", at, length, OWN, text(all.get(random.nextInt(all.size()))));
  }

  /** Nothing at all is reached from here. */
  private void ourLine(Instant at) {
    Duration length = seconds(20, 900);
    for (String kind : List.of("sites", "nameservers", "controls")) {
      hosts(kind).forEach(h -> add(kind + " " + h, at, length, OUR_LINE, answer("timeout", 700)));
    }
    add("sources ripestat", at, length, OUR_LINE, text("timeout"));
  }

  private void add(String subject, Instant at, Duration length, int layer, JsonNode record) {
    boolean free =
        spans.stream()
            .filter(s -> s.subject().equals(subject) && s.layer() == layer)
            .noneMatch(s -> s.touches(at, at.plus(length)));
    if (free) {
      spans.add(new Span(subject, at, at.plus(length), layer, record));
    }
  }

  private String prefix() {
    return one("routes ", prefixes());
  }

  private String one(String kind, List<String> names) {
    return kind + names.get(random.nextInt(names.size()));
  }

  private Duration seconds(int least, int most) {
    return Duration.ofSeconds(least + random.nextInt(most - least + 1));
  }

  private Duration minutes(int least, int most) {
    return seconds(least * 60, most * 60);
  }

  private JsonNode share(double most) {
    return JSON.getNodeFactory().numberNode(rounded(most * random.nextDouble()));
  }

  private static JsonNode text(String text) {
    return JSON.getNodeFactory().textNode(text);
  }

  private static ObjectNode answer(String answer, int millis) {
    return JSON.createObjectNode().put("answer", answer).put("millis", millis);
  }

  private static ObjectNode answer(String answer, int millis, double lost) {
    return answer(answer, millis).put("lost", rounded(lost));
  }

  private static ObjectNode paths(double china, double russia) {
    ObjectNode route = JSON.createObjectNode();
    ObjectNode paths = route.putObject("paths");
    paths.put("4837", rounded(china)).put("20485", rounded(russia));
    return route.put("rpki", "unknown");
  }

  private static double rounded(double share) {
    return Math.floor(share * 100) / 100;
  }

  private List<String> prefixes() {
    List<String> all = new ArrayList<>();
    network.get("prefixes").forEach(p -> all.add(p.asText()));
    return all;
  }

  private List<String> hosts(String kind) {
    List<String> all = new ArrayList<>();
    network.get(kind).forEach(h -> all.add(h.get("host").asText()));
    return all;
  }

  private static JsonNode network() {
    try (InputStream file = Noise.class.getResourceAsStream("/scenarios/kp-2025-06-07.json")) {
      return JSON.readTree(file).get("network");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private String text(long seed, int days) {
    ObjectNode file = JSON.createObjectNode();
    file.put("format", "kpwatch-scenario-1");
    file.put("id", "noise-" + seed);
    file.put("title", days + " days on which nothing happens");
    file.set("network", network);
    file.put("start", START.toString());
    file.put("end", end.toString());
    ObjectNode initial = file.putObject("initial");
    usual.forEach((subject, record) -> put(initial, subject, record));
    Map<String, JsonNode> shown = new LinkedHashMap<>(usual);
    TreeSet<Instant> moments = new TreeSet<>();
    spans.forEach(s -> moments.addAll(List.of(s.from(), s.to())));
    for (Instant at : moments.headSet(end)) {
      ObjectNode change = JSON.createObjectNode().put("at", at.toString()).put("note", "noise");
      usual
          .keySet()
          .forEach(subject -> now(subject, at, shown).ifPresent(r -> put(change, subject, r)));
      if (change.size() > 2) {
        file.withArray("changes").add(change);
      }
    }
    return file.toString();
  }

  /** What a subject's record becomes, if it changes. */
  private Optional<JsonNode> now(String subject, Instant at, Map<String, JsonNode> shown) {
    JsonNode record =
        spans.stream()
            .filter(s -> s.subject().equals(subject) && s.holds(at))
            .max(Comparator.comparingInt(Span::layer))
            .map(Span::record)
            .orElse(usual.get(subject));
    return record.equals(shown.put(subject, record)) ? Optional.empty() : Optional.of(record);
  }

  private static void put(ObjectNode world, String subject, JsonNode record) {
    int space = subject.indexOf(' ');
    world.withObject("/" + subject.substring(0, space)).set(subject.substring(space + 1), record);
  }
}
