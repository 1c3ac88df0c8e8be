package kpwatch.app;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import kpwatch.network.Network;
import kpwatch.observation.Observation;
import kpwatch.observation.ProbeSource;
import kpwatch.observation.RouteSource;
import kpwatch.watch.Look;
import kpwatch.watch.Outcome;

/**
 * Carries a look out: asks the sources for everything in it and brings the answers back together.
 */
final class Looker {
  private final Network network;
  private final RouteSource routes;
  private final ProbeSource probes;
  private final Function<List<Callable<Observation>>, List<Observation>> together;

  /**
   * @param together runs several questions, at once or one after another, and gives their answers
   *     in the same order
   */
  Looker(
      Network network,
      RouteSource routes,
      ProbeSource probes,
      Function<List<Callable<Observation>>, List<Observation>> together) {
    this.network = network;
    this.routes = routes;
    this.probes = probes;
    this.together = together;
  }

  Outcome look(Look look) {
    return new Outcome(look, together.apply(questions(look)));
  }

  private List<Callable<Observation>> questions(Look look) {
    List<Callable<Observation>> questions = new ArrayList<>();
    if (look instanceof Look.Routes wanted) {
      wanted.prefixes().forEach(p -> questions.add(() -> routes.routes(p)));
      wanted.spots().forEach(s -> questions.add(() -> routes.around(s.address(), s.within())));
    } else if (look instanceof Look.Validations wanted) {
      wanted.prefixes().forEach(p -> questions.add(() -> routes.validation(network.origin(), p)));
    } else if (look instanceof Look.Peers) {
      questions.add(routes::peers);
    } else if (look instanceof Look.Visit visit) {
      questions.add(() -> probes.site(visit.host(), visit.scheme(), visit.address()));
    } else if (look instanceof Look.Ask ask) {
      questions.add(() -> probes.nameserver(ask.host(), ask.address(), ask.zone()));
    } else if (look instanceof Look.Controls controls) {
      controls.hosts().forEach(h -> questions.add(() -> probes.control(h)));
    } else if (look instanceof Look.Name name) {
      questions.add(() -> probes.name(name.host(), name.server(), name.address()));
    }
    return questions;
  }
}
