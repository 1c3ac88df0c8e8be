package kpwatch.assess;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import kpwatch.assess.Rule.Case;
import kpwatch.assess.Rule.Found;
import kpwatch.incident.Departure;
import kpwatch.incident.ProbeState;
import kpwatch.incident.Recovery;
import kpwatch.incident.Recovery.Revival;
import kpwatch.incident.Sighting;
import kpwatch.observation.Subject;

/** What the servers themselves do while routes stay, and when routes return. */
final class Services {
  private Services() {}

  /** B4: the routes stay and half of the addresses are silent. */
  static Optional<Found> silentBehindRoutes(Case matter) {
    List<Departure> silent = hosts(matter, ProbeState.FAILING);
    boolean enough =
        silent.size() >= matter.limits().probes().few()
            && silent.size() * 2 >= matter.findings().voters().size();
    if (!routesStay(matter) || !enough) {
      return Optional.empty();
    }
    return Found.of(
        silent.size()
            + " of "
            + matter.findings().voters().size()
            + " addresses fell silent while every route stayed",
        silent);
  }

  /** C4: the servers answer, and say that they are ill. */
  static Optional<Found> answeringErrors(Case matter) {
    List<Departure> ill = hosts(matter, ProbeState.ILL);
    int silent = hosts(matter, ProbeState.FAILING).size();
    if (!routesStay(matter) || ill.size() < 2 || ill.size() < silent) {
      return Optional.empty();
    }
    return Found.of(
        ill.size() + " addresses answer with errors of their own while every route stays", ill);
  }

  /** C5: the name servers are silent, the addresses answer. */
  static Optional<Found> namesOnly(Case matter) {
    List<Departure> names =
        matter.findings().of(Subject.Kind.DNS).stream()
            .filter(d -> d.how().equals(ProbeState.FAILING.word()))
            .toList();
    boolean all = names.size() == matter.network().nameservers().size();
    if (names.isEmpty() || !all || !hosts(matter, ProbeState.FAILING).isEmpty()) {
      return Optional.empty();
    }
    return Found.of("every .kp name server is silent while the addresses answer", names);
  }

  /** C7: our controls answer, those near the country among them: the fault is at the country. */
  static Optional<Found> onlyThere(Case matter) {
    return matter
        .findings()
        .located()
        .filter(at -> matter.findings().nearby().isEmpty())
        .flatMap(
            at ->
                Found.at(
                    "every reference site answers, those abroad and those behind its carriers: the fault is at the country",
                    List.of(at)));
  }

  /** C1: after the routes are back for a while, addresses answer and struggle. */
  static Optional<Found> unevenReturn(Case matter) {
    List<Revival> struggling =
        matter.findings().recovery().map(Recovery::hosts).orElse(List.of()).stream()
            .filter(h -> h.subject().kind() == Subject.Kind.ADDRESS)
            .filter(h -> h.struggled().isPresent())
            .toList();
    if (struggling.size() < matter.limits().recovery().hosts()
        || matter.findings().nearby().isPresent()) {
      return Optional.empty();
    }
    return Found.at(
        "long after the routes were back, "
            + struggling.size()
            + " addresses answered and struggled (answers lost, or far slower than usual)",
        struggling.stream()
            .flatMap(h -> h.struggled().map(at -> new Sighting(h.subject(), at)).stream())
            .toList());
  }

  /** C2: every host answered cleanly as soon as the routes were back. */
  static Optional<Found> cleanReturn(Case matter) {
    return matter
        .findings()
        .recovery()
        .filter(r -> returnedTogether(r, matter))
        .flatMap(
            r ->
                Found.at(
                    "everything came back with the routes",
                    Stream.concat(
                            Stream.of(new Sighting(Subject.COUNTRY, r.last())),
                            r.hosts().stream().flatMap(Services::firstAnswer))
                        .toList()));
  }

  /** Whether the routes came back within one interval, and every host at its first chance. */
  static boolean returnedTogether(Recovery recovery, Case matter) {
    Duration order = matter.limits().probes().order();
    Instant settled = recovery.last().plus(order);
    boolean sharp = !recovery.last().isAfter(recovery.first().onset().plus(order));
    boolean known =
        recovery
            .first()
            .notBefore()
            .filter(at -> !at.plus(order).isBefore(recovery.first().onset()))
            .isPresent();
    return sharp
        && known
        && !matter.now().isBefore(settled)
        && !recovery.hosts().isEmpty()
        && recovery.hosts().stream()
            .allMatch(h -> h.clean() && h.first().filter(at -> !at.isAfter(settled)).isPresent());
  }

  private static Stream<Sighting> firstAnswer(Revival host) {
    return host.first().map(at -> new Sighting(host.subject(), at)).stream();
  }

  private static boolean routesStay(Case matter) {
    return matter.findings().of(Subject.Kind.PREFIX).isEmpty()
        && matter.findings().claims().isEmpty()
        && !matter.incident().widest().routesLost()
        && matter.findings().nearby().isEmpty();
  }

  private static List<Departure> hosts(Case matter, ProbeState state) {
    return matter.findings().of(Subject.Kind.ADDRESS).stream()
        .filter(d -> d.how().equals(state.word()))
        .filter(d -> !d.first().isBefore(matter.incident().onset()))
        .sorted(Comparator.comparing(Departure::first))
        .toList();
  }
}
