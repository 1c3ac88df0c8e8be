package kpwatch.files;

import static kpwatch.files.Part.Need.OPTIONAL;
import static kpwatch.files.Part.Need.REQUIRED;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kpwatch.network.Network;
import kpwatch.observation.Prefix;
import kpwatch.observation.Subject;

/** The object that fills a scenario file. */
final class ScenarioPart {
  private static final List<String> KEYS =
      List.of("format", "id", "title", "network", "start", "end", "initial", "changes", "expected");

  private static final String AN_INSTANT = "a time in UTC such as 2026-03-02T03:00:00Z";

  private ScenarioPart() {}

  /** Empty if anything is wrong; the problems say what. */
  static Optional<Scenario> read(Part whole) {
    whole.allow(KEYS);
    whole.value(
        "format", REQUIRED, ScenarioFile.FORMAT, f -> NetworkPart.same(f, ScenarioFile.FORMAT));
    Optional<String> id = whole.text("id", REQUIRED, "a short name such as kp-2025-06-07");
    Optional<String> title = whole.text("title", REQUIRED, "one line");
    Optional<NetworkPart> network = whole.part("network", REQUIRED).map(NetworkPart::inScenario);
    Optional<Instant> start = whole.value("start", REQUIRED, AN_INSTANT, Instant::parse);
    Optional<Instant> end = whole.value("end", REQUIRED, AN_INSTANT, Instant::parse);
    if (start.isPresent() && end.isPresent() && !end.get().isAfter(start.get())) {
      whole.problems().wrong("end", end.get().toString(), "a time after start, " + start.get());
    }
    Optional<Part> initial = whole.part("initial", REQUIRED);
    List<Part> steps = whole.parts("changes", REQUIRED);
    Optional<String> expected = whole.part("expected", OPTIONAL).map(Part::json);
    if (network.isEmpty()) {
      return Optional.empty(); // the names in the worlds cannot be judged without it
    }
    WorldPart worlds = new WorldPart(network.get());
    Optional<World> first = initial.map(worlds::initial);
    List<Change> changes = changes(steps, worlds, start);
    Optional<Network> watched = network.get().network();
    if (!whole.problems().none() || first.isEmpty() || watched.isEmpty()) {
      return Optional.empty();
    }
    complete(first.get(), watched.get(), whole.problems());
    return whole.problems().none()
        ? Optional.of(
            new Scenario(
                id.orElseThrow(),
                title.orElseThrow(),
                watched.get(),
                start.orElseThrow(),
                end.orElseThrow(),
                first.get(),
                changes,
                expected))
        : Optional.empty();
  }

  private static List<Change> changes(List<Part> steps, WorldPart worlds, Optional<Instant> start) {
    List<Change> changes = new ArrayList<>();
    Optional<Instant> last = start;
    for (Part step : steps) {
      Optional<Instant> at = step.value("at", REQUIRED, AN_INSTANT, Instant::parse);
      if (at.isPresent() && last.isPresent() && at.get().isBefore(last.get())) {
        step.problems()
            .wrong(
                step.place("at"), at.get().toString(), "times in order, none before " + last.get());
      }
      String note = step.value("note", OPTIONAL, "a text", text -> text).orElse("");
      Change.Evidence evidence =
          step.flag("documented").orElse(false)
              ? Change.Evidence.DOCUMENTED
              : Change.Evidence.INFERRED;
      World world = worlds.change(step);
      at.ifPresent(instant -> changes.add(new Change(instant, note, evidence, world)));
      last = at.isPresent() ? at : last;
    }
    return changes;
  }

  /** The state at the start must leave nothing open. */
  private static void complete(World initial, Network network, Problems problems) {
    for (Prefix prefix : network.prefixes()) {
      if (!initial.routes().containsKey(prefix)) {
        problems.missing("initial.routes", "a record for " + prefix + " or for *");
      }
    }
    network.sites().forEach(s -> stated(initial, Subject.site(s.host()), "sites", problems));
    network
        .nameservers()
        .forEach(n -> stated(initial, Subject.dns(n.host()), "nameservers", problems));
    network
        .controls()
        .forEach(c -> stated(initial, Subject.control(c.host()), "controls", problems));
  }

  private static void stated(World initial, Subject host, String key, Problems problems) {
    if (!initial.hosts().containsKey(host)) {
      problems.missing("initial." + key, "a record for " + host.name() + " or for *");
    }
  }
}
