package kpwatch.files;

import static kpwatch.files.Part.Need.OPTIONAL;
import static kpwatch.files.Part.Need.REQUIRED;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import kpwatch.observation.Prefix;
import kpwatch.observation.Subject;

/** The objects of a scenario that describe the world, judged by the names of its network. */
final class WorldPart {
  private static final List<String> WORLD_KEYS =
      List.of("routes", "sites", "nameservers", "controls", "sources", "ris", "monitor");

  private static final List<String> CHANGE_KEYS =
      List.of(
          "at",
          "note",
          "documented",
          "routes",
          "sites",
          "nameservers",
          "controls",
          "sources",
          "ris",
          "monitor");

  private static final BigDecimal AN_HOUR = new BigDecimal(3_600_000);

  private final NetworkPart network;

  WorldPart(NetworkPart network) {
    this.network = network;
  }

  /** The world at the start; instruments that it does not name work. */
  World initial(Part part) {
    part.allow(WORLD_KEYS);
    World stated = world(part);
    return new World(
        stated.routes(), stated.hosts(), Instruments.WORKING.with(stated.instruments()));
  }

  /** What one change replaces. */
  World change(Part part) {
    part.allow(CHANGE_KEYS);
    return world(part);
  }

  private World world(Part part) {
    Map<Prefix, Routing> routes = new LinkedHashMap<>();
    spelledOut(part, "routes", network.prefixNames(), RoutingPart::read)
        .forEach((name, routing) -> routes.put(Prefix.parse(name), routing));
    Map<Subject, HostState> hosts = new LinkedHashMap<>();
    spelledOut(part, "sites", network.siteNames(), WorldPart::host)
        .forEach((name, host) -> hosts.put(Subject.site(name), host));
    spelledOut(part, "nameservers", network.nameserverNames(), WorldPart::host)
        .forEach((name, host) -> hosts.put(Subject.dns(name), host));
    spelledOut(part, "controls", network.controlNames(), WorldPart::host)
        .forEach((name, host) -> hosts.put(Subject.control(name), host));
    return new World(routes, hosts, instruments(part));
  }

  /**
   * One record for each name: first the one of {@code *}, then those beside it, wherever it stands.
   */
  private static <T> Map<String, T> spelledOut(
      Part part, String key, Set<String> names, Function<Part, T> read) {
    Map<String, T> records = new LinkedHashMap<>();
    Map<String, Part> members = part.part(key, OPTIONAL).map(Part::members).orElse(Map.of());
    Optional.ofNullable(members.get("*"))
        .map(read)
        .ifPresent(all -> names.forEach(name -> records.put(name, all)));
    members.forEach(
        (name, member) -> {
          if (name.equals("*")) {
            return;
          }
          T record = read.apply(member);
          if (names.contains(name)) {
            records.put(name, record);
          } else {
            part.problems().unknownKey(part.place(key), name, starred(names));
          }
        });
    return records;
  }

  private static List<String> starred(Set<String> names) {
    List<String> known = new ArrayList<>(List.of("*"));
    known.addAll(names);
    return known;
  }

  private static HostState host(Part part) {
    part.allow(List.of("answer", "millis", "lost"));
    HostAnswer answer =
        part.value("answer", REQUIRED, HostAnswer.WORDS, HostAnswer::parse)
            .orElse(HostAnswer.SILENCE);
    Optional<Duration> time =
        part.number("millis", OPTIONAL, BigDecimal.ZERO, AN_HOUR)
            .map(millis -> Duration.ofNanos(millis.movePointRight(6).longValue()));
    return new HostState(answer, time, part.share("lost", OPTIONAL).orElse(BigDecimal.ZERO));
  }

  private static Instruments instruments(Part part) {
    Optional<Part> sources = part.part("sources", OPTIONAL);
    sources.ifPresent(s -> s.allow(List.of("ripestat", "ris-live")));
    Optional<Part> ris = part.part("ris", OPTIONAL);
    ris.ifPresent(r -> r.allow(List.of("peers_lost")));
    return new Instruments(
        sources.flatMap(s -> word(s, "ripestat", RipeStat.class)),
        sources.flatMap(s -> word(s, "ris-live", RisLive.class)),
        ris.flatMap(r -> r.share("peers_lost", REQUIRED)),
        word(part, "monitor", Monitor.class));
  }

  private static <E extends Enum<E>> Optional<E> word(Part part, String key, Class<E> type) {
    return part.value(key, OPTIONAL, Texts.words(type), text -> Texts.word(type, text));
  }
}
